import { z } from 'zod';
import { listRequest } from '../../lists/listRequest.js';
import AuditLogResource from '../../resources/operations/AuditLogResource.js';
import { fields } from '../fields.js';

const name = (max: number) => z.string().trim().min(1).max(max);

const AuditLogRequest = {
  index: listRequest({
    sort: ['createdAt'],
    defaultSort: '-createdAt',
    filters: {
      actorId: fields.id,
      action: name(60).meta({ example: 'user.updated' }),
      subjectType: name(60).meta({ example: 'User' }),
      subjectId: name(64).meta({ example: '1' }),
      requestId: name(128),
    },
    dates: 'createdAt',
    fields: AuditLogResource.keys,
  }),
};

export default AuditLogRequest;
