'use strict';

(() => {
  const root = document.documentElement;
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const applyScheme = () => root.classList.toggle('dark-mode', dark.matches);

  applyScheme();
  dark.addEventListener('change', applyScheme);

  if (typeof window.SwaggerUIBundle !== 'function') {
    document.getElementById('docs-failed').hidden = false;
    return;
  }

  window.SwaggerUIBundle({
    url: '/api/openapi.json',
    dom_id: '#docs',
    deepLinking: true,
    persistAuthorization: true,
    tryItOutEnabled: true,
    displayRequestDuration: true,
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    filter: true,
    validatorUrl: null,
  });
})();
