import ProfileController from '../../controllers/users/ProfileController.js';
import Authentication from '../../middlewares/Authentication.js';
import Validator from '../../middlewares/Validator.js';
import ProfileRequest from '../../requests/users/ProfileRequest.js';
import ProfileResource from '../../resources/users/ProfileResource.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Profiles');

router
  .get(
    '/users/:id/profile',
    Authentication.scope('users:read'),
    Validator.validate(ProfileRequest.show),
    ProfileController.show,
  )
  .returns(ProfileResource, 'What a user tells of themselves')
  .errors(403, 404);
router
  .put(
    '/users/:id/profile',
    Authentication.scope('users:write'),
    Validator.validate(ProfileRequest.replace),
    ProfileController.replace,
  )
  .returns(ProfileResource, 'Replace a profile as a whole')
  .errors(403, 404);

export default router;
