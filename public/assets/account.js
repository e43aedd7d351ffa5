'use strict';

(() => {
  const form = document.querySelector('form');
  const status = form.querySelector('[role=status]');
  const token = new URLSearchParams(window.location.search).get('token') ?? '';

  // The token works once; it need not stay in the history and the address bar.
  window.history.replaceState(null, '', window.location.pathname);

  const textOf = ({ message, errors }) => errors?.map((error) => error.message).join('. ') || message;

  async function send() {
    const response = await fetch(form.dataset.action, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ token, ...Object.fromEntries(new FormData(form)) }),
    });
    status.textContent = textOf(await response.json());
    form.classList.toggle('done', response.ok);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send().catch(() => {
      status.textContent = 'The server does not answer. Try again later.';
    });
  });
})();
