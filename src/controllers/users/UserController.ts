import type { Request, Response } from 'express';
import { authConfig } from '../../config/auth.js';
import { currentUser, requireSession } from '../../middlewares/Authentication.js';
import { authorize } from '../../policies/authorize.js';
import { can } from '../../models/users/permissions.js';
import UserPolicy from '../../policies/users/UserPolicy.js';
import UserRequest from '../../requests/users/UserRequest.js';
import UserResource from '../../resources/users/UserResource.js';
import RegistrationService from '../../services/users/RegistrationService.js';
import UserService from '../../services/users/UserService.js';
import { ApiResponse } from '../ApiResponse.js';
import { Controller } from '../Controller.js';

class UserController extends Controller {
  public async index(req: Request, res: Response): Promise<void> {
    const page = await UserService.paginate(UserRequest.index.of(req).query);
    ApiResponse.paginated(res, page, UserResource, 'Users retrieved successfully');
  }

  public async store(req: Request, res: Response): Promise<void> {
    const { role, status, ...values } = UserRequest.store.of(req).body;
    const caller = req.principal?.user;
    const mayDecide = caller !== undefined && can(caller, 'users', 'create');
    if (!mayDecide && authConfig.emailVerification.isRequired) {
      await RegistrationService.registerUnverified(values);
      ApiResponse.created(res, null, 'Look into your mail to confirm your address');
      return;
    }
    if (mayDecide && role === 'admin') requireSession(req);
    const user = await RegistrationService.create({ ...values, ...(mayDecide && { role, status }) });
    ApiResponse.created(res, UserResource.one(user), 'User created successfully');
  }

  public async show(req: Request, res: Response): Promise<void> {
    const user = await UserService.findCached(UserRequest.show.of(req).params.id);
    authorize(UserPolicy, 'view', currentUser(req), user);
    ApiResponse.ok(res, UserResource.one(user), 'User retrieved successfully');
  }

  public async update(req: Request, res: Response): Promise<void> {
    const { params, body } = UserRequest.update.of(req);
    const user = await UserService.find(params.id);
    authorize(UserPolicy, 'update', currentUser(req), user);
    const changesAccess = UserService.changesAccess(user, body);
    if (changesAccess) authorize(UserPolicy, 'manageAccess', currentUser(req), user);
    // With either, a key could make itself a session of more rights.
    if (changesAccess || UserService.changesEmail(user, body)) requireSession(req);
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
}

export default new UserController();
