'use strict';

(() => {
  const form = document.querySelector('form');
  const status = form.querySelector('[role=status]');
  const token = new URLSearchParams(window.location.search).get('token') ?? '';

  // Remove the one-time token from the address bar and the history.
  window.history.replaceState(null, '', window.location.pathname);

  const formatResult = ({ message, errors }) => errors?.map((error) => error.message).join('. ') || message;

  async function send() {
    const response = await fetch(form.dataset.action, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token, ...Object.fromEntries(new FormData(form)) }),
    });
    status.textContent = formatResult(await response.json());
    form.classList.toggle('done', response.ok);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send().catch(() => {
      status.textContent = 'The server is not responding. Try again later.';
    });
  });
})();
