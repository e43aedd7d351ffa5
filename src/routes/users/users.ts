import { authConfig } from '../../config/auth.js';
import AvatarController from '../../controllers/users/AvatarController.js';
import UserController from '../../controllers/users/UserController.js';
import UserSessionController from '../../controllers/users/UserSessionController.js';
import UserStatisticsController from '../../controllers/users/UserStatisticsController.js';
import UserTwoFactorController from '../../controllers/users/UserTwoFactorController.js';
import Authentication from '../../middlewares/Authentication.js';
import Authorization from '../../middlewares/Authorization.js';
import Limiter from '../../middlewares/Limiter.js';
import Upload from '../../middlewares/Upload.js';
import Validator from '../../middlewares/Validator.js';
import UserRequest from '../../requests/users/UserRequest.js';
import StoredFileResource from '../../resources/files/StoredFileResource.js';
import UserResource from '../../resources/users/UserResource.js';
import UserStatisticsResource from '../../resources/users/UserStatisticsResource.js';
import { nullable } from '../nullable.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Users');

const readers = router.with(Authentication.scope('users:read'));
const writers = router.with(Authentication.scope('users:write'));
const created = authConfig.emailVerification.isRequired ? nullable(UserResource) : UserResource;
const validateId = Validator.validate(UserRequest.show);

readers
  .get('/users', Authorization.can('users', 'list'), Validator.validate(UserRequest.index), UserController.index)
  .lists(UserResource, 'Search and page through users');

router
  .with(Limiter.auth, Authentication.optionalScope('users:write'))
  .post('/users', Validator.validate(UserRequest.store), Limiter.register, UserController.store)
  .creates(created, 'Create a user', 409);

readers
  .with(Authorization.can('users', 'count'), Validator.validate(UserRequest.statistics))
  .get('/users/statistics', UserStatisticsController.show)
  .returns(UserStatisticsResource, 'Count users');

writers
  .post('/users/avatar', Limiter.uploads, Upload.avatar, AvatarController.store)
  .returns(StoredFileResource, 'Upload your avatar')
  .delete('/users/avatar', AvatarController.destroy)
  .returnsNull('Remove your avatar');

readers.get('/users/:id', validateId, UserController.show).returns(UserResource, 'Show a user', 404);

writers
  .patch('/users/:id', Limiter.password, Validator.validate(UserRequest.update), UserController.update)
  .returns(UserResource, 'Update a user', 403, 404, 409)
  .delete('/users/:id', Authorization.can('users', 'delete'), validateId, UserController.destroy)
  .returnsNull('Delete a user', 403, 404, 409)
  .delete('/users/:id/sessions', Authorization.can('users', 'manageAccess'), validateId, UserSessionController.destroy)
  .returnsNull('Log a user out everywhere', 404)
  .post('/users/:id/restore', Authorization.can('users', 'restore'), validateId, UserController.restore)
  .returns(UserResource, 'Restore a deleted user', 404, 409);

router
  .with(Authentication.handle, Authorization.roles('admin'))
  .delete('/users/:id/two-factor', validateId, UserTwoFactorController.destroy)
  .returnsNull('Turn off two-factor authentication for a user who has lost the app and the codes', 403, 404, 409);

export default router;
