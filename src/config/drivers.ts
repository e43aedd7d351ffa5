/** Variables that each driver requires. */
const REQUIRED_VARIABLES: Record<string, string[]> = {
  'CACHE_STORE=redis': ['REDIS_URL'],
  'QUEUE_CONNECTION=redis': ['REDIS_URL'],
  'MAIL_DRIVER=sendgrid': ['SENDGRID_API_KEY'],
  'STORAGE_DISK=s3': ['S3_BUCKET'],
  'STORAGE_DISK=cloudinary': ['CLOUDINARY_URL'],
};

/** Returns a problem for each missing variable of the selected drivers. */
export function checkDrivers(variables: NodeJS.Dict<string>): string[] {
  return Object.entries(REQUIRED_VARIABLES).flatMap(([choice, requiredNames]) => {
    const [name = '', driver] = choice.split('=');
    const missing = variables[name] === driver ? requiredNames.filter((required) => !variables[required]) : [];
    return missing.map((required) => `${required} is missing. ${choice} requires it`);
  });
}
