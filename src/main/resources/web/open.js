// Opens a session: with the one-time code after the '#', which never leaves the browser but in the body below, or with
// the token that somebody types.
const message = document.getElementById("message");
const form = document.getElementById("way-in");

async function open(headers, body) {
  const answer = await fetch("/api/session", { method: "POST", headers, body, cache: "no-store" });
  if (answer.status === 204) {
    location.replace("/");
    return;
  }
  const refusal = await answer.json();
  message.textContent = refusal.message;
  form.hidden = false;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const field = document.getElementById("token");
  const token = field.value;
  field.value = "";
  open({ Authorization: "Bearer " + token });
});

const code = location.hash.slice(1);
history.replaceState(null, "", "/open"); // the code leaves the address bar and the history
if (code) {
  open({ "Content-Type": "application/json" }, JSON.stringify({ code }));
} else {
  message.textContent = "Type the token of this server.";
  form.hidden = false;
}
