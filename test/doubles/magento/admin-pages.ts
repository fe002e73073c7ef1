/** Pages of the store's admin for tests in a browser: the integration's form, and the page its popup ends on. */

/** "Activate" posts to the app and opens the identity link in a popup, as Magento's admin does. */
export function integrationPage(): string {
  return `<!doctype html><html lang="en"><title>Integrations</title><h1>Integrations</h1>
<label>Callback URL <input id="callback" size="60"></label><label>Identity link URL <input id="identity" size="60"></label>
<button id="activate">Activate</button><p id="state">Inactive</p>
<script>
document.getElementById("activate").onclick = async () => {
  const popup = window.open("about:blank", "integration", "width=700,height=600");
  const answer = await fetch("/admin/activate", { method: "POST", body: document.getElementById("callback").value });
  const { status, key } = await answer.json();
  document.getElementById("state").textContent = status === 200 ? "Waiting" : "Failed " + status;
  if (status !== 200) return popup.close();
  popup.location = document.getElementById("identity").value + "?" + new URLSearchParams({ oauth_consumer_key: key, success_call_back: location.origin + "/admin/integration/loginSuccessCallback" });
};
</script></html>`;
}

export const SUCCESS_PAGE = `<!doctype html><html lang="en"><title>Done</title><h1>Integration activated</h1></html>`;
