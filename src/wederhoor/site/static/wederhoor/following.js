// A link by mail or QR carries the code behind the #, which no server sees: put it in the field, and clear the address.
// It is never sent by itself: a code that works once would be used up by whatever looks at links in mail.
const field = document.querySelector("form[data-code-form] [name=code]");
const given = decodeURIComponent(location.hash.slice(1));
if (field && given && given !== "main") {
  history.replaceState(null, "", location.pathname);
  field.value = given;
  field.form.querySelector("button[type=submit]").focus();
}
