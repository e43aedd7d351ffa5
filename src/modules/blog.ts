import { AnnounceDuePosts } from '../jobs/blog/AnnounceDuePosts.js';
import { AnnouncePost } from '../jobs/blog/AnnouncePost.js';
import { AuthorFollow } from '../models/blog/AuthorFollow.js';
import { Comment } from '../models/blog/Comment.js';
import { Post } from '../models/blog/Post.js';
import { PostTag } from '../models/blog/PostTag.js';
import { Tag } from '../models/blog/Tag.js';
import { TagFollow } from '../models/blog/TagFollow.js';
import { CommentPosted } from '../notifications/blog/CommentPosted.js';
import { PostPublished } from '../notifications/blog/PostPublished.js';
import api from '../routes/blog/api.js';
import web from '../routes/blog/web.js';
import { blogDashboard } from '../services/blog/blogDashboard.js';
import { blogData } from '../services/blog/blogData.js';
import BlogReportService from '../services/blog/BlogReportService.js';
import type { Module } from './Module.js';

/** Posts, comments and tags: the example module. */
export const blog: Module = {
  name: 'blog',
  models: [Post, Tag, PostTag, Comment, TagFollow, AuthorFollow],
  routes: [web, ...api],
  jobs: [AnnouncePost, AnnounceDuePosts],
  schedule: [{ cron: '* * * * *', job: AnnounceDuePosts, summary: 'Notifies followers of due posts' }],
  notifications: [PostPublished, CommentPosted],
  dashboard: [blogDashboard],
  personalData: blogData,
  reportMetrics: (since) => BlogReportService.metrics(since),
  seeders: [() => import('../database/seeders/blog/BlogSeeder.js')],
};
