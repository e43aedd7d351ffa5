import type { Request, Response } from 'express';
import { authConfig } from '../../config/auth.js';
import { currentUser, requireSession } from '../../middlewares/Authentication.js';
import type { User } from '../../models/users/User.js';
import { authorize } from '../../policies/authorize.js';
import UserPolicy from '../../policies/users/UserPolicy.js';
import UserRequest from '../../requests/users/UserRequest.js';
import UserResource from '../../resources/users/UserResource.js';
import RegistrationService, { type NewUser } from '../../services/users/RegistrationService.js';
import UserService from '../../services/users/UserService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';
import { CHECK_YOUR_INBOX } from './RegistrationController.js';

const CREATED = 'User created successfully';

function authorizeUpdate(req: Request, user: User): void {
  const { body } = UserRequest.update.of(req);
  authorize(UserPolicy, 'update', currentUser(req), user);
  const changesAccess = UserService.changesAccess(user, body);
  if (changesAccess) authorize(UserPolicy, 'manageAccess', currentUser(req), user);
  // Privilege escalation: an API key could otherwise obtain a session with more rights.
  if (changesAccess || UserService.changesEmail(user, body)) requireSession(req);
}

class UserController extends Controller {
  public async index(req: Request, res: Response): Promise<void> {
    const page = await UserService.paginate(UserRequest.index.of(req).query);
    ApiResponse.paginated(res, page, UserResource, 'Users retrieved successfully');
  }

  /** Administrators can set a role and a status. Other callers register without them. */
  public async store(req: Request, res: Response): Promise<void> {
    const { body } = UserRequest.store.of(req);
    if (!UserPolicy.create(req.principal?.user)) return this.register(res, body);
    // Privilege escalation: an API key could otherwise create an administrator and log in as it.
    if (body.role === 'admin') requireSession(req);
    const user = await RegistrationService.create(body, 'admin');
    ApiResponse.created(res, UserResource.one(user), CREATED);
  }

  public async show(req: Request, res: Response): Promise<void> {
    const user = await UserService.findCached(UserRequest.show.of(req).params.id);
    authorize(UserPolicy, 'view', currentUser(req), user);
    ApiResponse.ok(res, UserResource.one(user), 'User retrieved successfully');
  }

  public async update(req: Request, res: Response): Promise<void> {
    const { params, body } = UserRequest.update.of(req);
    const user = await UserService.find(params.id);
    authorizeUpdate(req, user);
    const isOwn = user.is(currentUser(req));
    const updated = isOwn ? await UserService.updateOwn(user, body) : await UserService.update(user, body);
    ApiResponse.ok(res, UserResource.one(updated), 'User updated successfully');
  }

  public async destroy(req: Request, res: Response): Promise<void> {
    const user = await UserService.find(UserRequest.show.of(req).params.id);
    authorize(UserPolicy, 'delete', currentUser(req), user);
    await UserService.delete(user);
    ApiResponse.ok(res, null, 'User deleted successfully');
  }

  public async restore(req: Request, res: Response): Promise<void> {
    const user = await UserService.restore(UserRequest.show.of(req).params.id);
    ApiResponse.ok(res, UserResource.one(user), 'User restored successfully');
  }

  private async register(res: Response, values: NewUser): Promise<void> {
    if (authConfig.emailVerification.isRequired) {
      await RegistrationService.registerUnverified(values);
      ApiResponse.created(res, null, CHECK_YOUR_INBOX);
    } else {
      const user = await RegistrationService.create(values);
      ApiResponse.created(res, UserResource.one(user), CREATED);
    }
  }
}

export default new UserController();
