function page(title: string, body: string, scheme = 'light dark'): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="${scheme}">
<title>${title}</title>
${body}
</html>
`;
}

/** Swagger UI from this machine; nothing is loaded from elsewhere and no script stands in the page. */
export const documentationPage = page(
  'M4 Max monitoring: HTTP interface',
  `<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/initialize.js"></script>
</body>`,
  'light', // Swagger UI's own colours are for a light ground.
);

export const documentationScript = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
});
`;

export const loginPage = page(
  'M4 Max monitoring: log in',
  `</head>
<body>
<h1>Log in</h1>
<form>
<p><label>Token <input type="password" name="token" autocomplete="current-password" required autofocus></label>
<button>Log in</button></p>
<p role="alert"></p>
</form>
<script src="/login.js"></script>
</body>`,
);

export const loginScript = `const form = document.querySelector('form');
const trouble = document.querySelector('[role=alert]');
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  trouble.textContent = '';
  const token = new FormData(form).get('token');
  try {
    const reply = await fetch('/login', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    if (reply.ok) location.assign('/');
    else trouble.textContent = (await reply.json()).detail;
  } catch {
    trouble.textContent = 'The gateway does not answer.';
  }
});
`;

export const noBoardPage = page(
  'M4 Max monitoring',
  `</head>
<body>
<h1>The board is not built</h1>
<p>Build it with <code>npx pnpm build</code>, then load this page again.</p>
<p>Everything else works: <a href="/docs">the HTTP interface</a>,
<a href="/api/v1/monitoring/dashboard/summary">the summary</a>.</p>
</body>`,
);
