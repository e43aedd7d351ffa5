/** What each choice of a driver cannot do without. */
const REQUIRED_VARIABLES: Record<string, string[]> = {
  'CACHE_STORE=redis': ['REDIS_URL'],
  'QUEUE_CONNECTION=redis': ['REDIS_URL'],
  'MAIL_DRIVER=sendgrid': ['SENDGRID_API_KEY'],
  'STORAGE_DISK=s3': ['S3_BUCKET'],
  'STORAGE_DISK=cloudinary': ['CLOUDINARY_URL'],
};

/** What is missing for the drivers that were chosen, a line each. */
export function checkDrivers(variables: NodeJS.Dict<string>): string[] {
  return Object.entries(REQUIRED_VARIABLES).flatMap(([choice, needed]) => {
    const [name = '', driver] = choice.split('=');
    const missing = variables[name] === driver ? needed.filter((need) => !variables[need]) : [];
    return missing.map((need) => `${need} is missing, which ${choice} needs`);
  });
}
