// The way in: the code stands after the '#', which no server or proxy sees, and is used up at once.

const state = document.querySelector('#state');
const code = location.hash.slice(1);
history.replaceState(null, '', '/open');

async function open() {
  if (code === '') {
    state.textContent = 'This page opens with the address that the server printed when it started. Open that one.';
    return;
  }
  const answer = await fetch('/api/session', {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({code}),
  });
  if (answer.ok) {
    location.replace('/');
  } else {
    state.textContent = 'This address was used before or is too old. Open the one that the server printed last.';
  }
}

open().catch(() => {
  state.textContent = 'The server does not answer. Check that it runs, then open its address again.';
});
