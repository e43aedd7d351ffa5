declare module '@20minutes/s3rver' {
  interface Options {
    port: number;
    address: string;
    silent: boolean;
    directory: string;
    configureBuckets: { name: string }[];
  }

  export default class S3rver {
    public constructor(options: Options);
    public run(): Promise<{ port: number }>;
    public close(): Promise<void>;
  }
}
