import { authConfig } from '../../config/auth.js';
import UserController from '../../controllers/users/UserController.js';
import Authentication from '../../middlewares/Authentication.js';
import Authorization from '../../middlewares/Authorization.js';
import Limiter from '../../middlewares/Limiter.js';
import Upload from '../../middlewares/Upload.js';
import Validator from '../../middlewares/Validator.js';
import UserRequest from '../../requests/users/UserRequest.js';
import StoredFileResource from '../../resources/files/StoredFileResource.js';
import UserResource from '../../resources/users/UserResource.js';
import UserStatisticsResource from '../../resources/users/UserStatisticsResource.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Users');

const canRead = Authentication.scope('users:read');
const canWrite = Authentication.scope('users:write');

router
  .get(
    '/users',
    canRead,
    Authorization.can('users', 'list'),
    Validator.validate(UserRequest.index),
    UserController.index,
  )
  .lists(UserResource, 'Search and page through users');
router
  .post(
    '/users',
    Limiter.auth,
    Authentication.optionalScope('users:write'),
    Validator.validate(UserRequest.store),
    Limiter.register,
    UserController.store,
  )
  .creates(UserResource, 'Create a user')
  .nullable(authConfig.emailVerification.isRequired)
  .errors(409);
router
  .get(
    '/users/statistics',
    canRead,
    Authorization.can('users', 'count'),
    Validator.validate(UserRequest.statistics),
    UserController.statistics,
  )
  .returns(UserStatisticsResource, 'How many users there are');
router
  .post('/users/avatar', canWrite, Limiter.uploads, Upload.avatar, UserController.storeAvatar)
  .returns(StoredFileResource, 'Upload your picture');
router.delete('/users/avatar', canWrite, UserController.destroyAvatar).returnsNull('Remove your picture');
router
  .get('/users/:id', canRead, Validator.validate(UserRequest.show), UserController.show)
  .returns(UserResource, 'One user')
  .errors(404);
router
  .patch('/users/:id', canWrite, Limiter.password, Validator.validate(UserRequest.update), UserController.update)
  .returns(UserResource, 'Change a user')
  .errors(403, 404, 409);
router
  .delete(
    '/users/:id',
    canWrite,
    Authorization.can('users', 'delete'),
    Validator.validate(UserRequest.show),
    UserController.destroy,
  )
  .returnsNull('Delete a user')
  .errors(403, 404, 409);
router
  .delete(
    '/users/:id/sessions',
    canWrite,
    Authorization.can('users', 'manageAccess'),
    Validator.validate(UserRequest.show),
    UserController.endSessions,
  )
  .returnsNull('Sign a user out everywhere')
  .errors(404);
router
  .post(
    '/users/:id/restore',
    canWrite,
    Authorization.can('users', 'restore'),
    Validator.validate(UserRequest.show),
    UserController.restore,
  )
  .returns(UserResource, 'Bring a deleted user back')
  .errors(404, 409);

export default router;
