import ProfileController from '../../controllers/users/ProfileController.js';
import Authentication from '../../middlewares/Authentication.js';
import Validator from '../../middlewares/Validator.js';
import ProfileRequest from '../../requests/users/ProfileRequest.js';
import ProfileResource from '../../resources/users/ProfileResource.js';
import { RouteTable } from '../RouteTable.js';

const router = new RouteTable('Profiles');

router
  .with(Authentication.scope('users:read'))
  .get('/users/:id/profile', Validator.validate(ProfileRequest.show), ProfileController.show)
  .returns(ProfileResource, "Show a user's profile", 403, 404);

router
  .with(Authentication.scope('users:write'))
  .put('/users/:id/profile', Validator.validate(ProfileRequest.replace), ProfileController.replace)
  .returns(ProfileResource, "Replace a user's profile", 403, 404);

export default router;
