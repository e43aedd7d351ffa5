import { TemplateFolder } from './TemplateFolder.js';

const views = new TemplateFolder('views');

/** The HTML of the page `views/<name>.hbs`. Values are escaped. @throws Error if a value is missing */
export function renderView(name: string, data: object = {}): string {
  return views.renderHtml(name, data);
}
