// A link by mail or QR carries the code behind the #, which no server sees: put it in the field, and clear the address.
const field = document.querySelector("form[data-code-form] [name=code]");
const given = decodeURIComponent(location.hash.slice(1));
if (field && given && given !== "main") {
  history.replaceState(null, "", location.pathname);
  field.value = given;
  field.form.submit();
}
