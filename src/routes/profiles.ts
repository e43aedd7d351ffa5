import ProfileController from '../controllers/ProfileController.js';
import Authentication from '../middlewares/Authentication.js';
import Validator from '../middlewares/Validator.js';
import ProfileRequest from '../requests/ProfileRequest.js';
import ProfileResource from '../resources/ProfileResource.js';
import { RouteTable } from './RouteTable.js';

const router = new RouteTable('Profiles');

router
  .get('/users/:id/profile', Authentication.handle, Validator.validate(ProfileRequest.show), ProfileController.show)
  .returns(ProfileResource, 'What a user tells of themselves')
  .mayRefuse(403, 404);
router
  .put(
    '/users/:id/profile',
    Authentication.handle,
    Validator.validate(ProfileRequest.replace),
    ProfileController.replace,
  )
  .returns(ProfileResource, 'Replace a profile as a whole')
  .mayRefuse(403, 404);

export default router;
