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

const readers = Authentication.scope('users:read');
const writers = Authentication.scope('users:write');

router
  .get(
    '/users',
    readers,
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
  .orNothing(authConfig.emailVerification.isRequired)
  .mayRefuse(409);
router
  .get(
    '/users/statistics',
    readers,
    Authorization.can('users', 'count'),
    Validator.validate(UserRequest.statistics),
    UserController.statistics,
  )
  .returns(UserStatisticsResource, 'How many users there are');
router
  .post('/users/avatar', writers, Limiter.uploads, Upload.avatar, UserController.storeAvatar)
  .returns(StoredFileResource, 'Upload your picture');
router.delete('/users/avatar', writers, UserController.destroyAvatar).returnsNothing('Remove your picture');
router
  .get('/users/:id', readers, Validator.validate(UserRequest.show), UserController.show)
  .returns(UserResource, 'One user')
  .mayRefuse(404);
router
  .patch('/users/:id', writers, Limiter.password, Validator.validate(UserRequest.update), UserController.update)
  .returns(UserResource, 'Change a user')
  .mayRefuse(403, 404, 409);
router
  .delete(
    '/users/:id',
    writers,
    Authorization.can('users', 'delete'),
    Validator.validate(UserRequest.show),
    UserController.destroy,
  )
  .returnsNothing('Delete a user')
  .mayRefuse(403, 404, 409);
router
  .delete(
    '/users/:id/sessions',
    writers,
    Authorization.can('users', 'changeStanding'),
    Validator.validate(UserRequest.show),
    UserController.endSessions,
  )
  .returnsNothing('Sign a user out everywhere')
  .mayRefuse(404);
router
  .post(
    '/users/:id/restore',
    writers,
    Authorization.can('users', 'restore'),
    Validator.validate(UserRequest.show),
    UserController.restore,
  )
  .returns(UserResource, 'Bring a deleted user back')
  .mayRefuse(404, 409);

export default router;
