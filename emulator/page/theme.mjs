const key = "tencent-chat-emulator-theme";

/**
 * Lets the reader choose between light, dark and what the system says, and remembers it.
 *
 * @param {HTMLElement} choice
 */
export function offerThemes(choice) {
  const radios = [...choice.querySelectorAll("input")];
  const chosen = radios.find(({ value }) => value === remembered());
  if (chosen !== undefined) chosen.checked = true;
  for (const radio of radios) {
    radio.addEventListener("change", () => {
      show(radio.value);
      remember(radio.value);
    });
  }
  show(radios.find(({ checked }) => checked)?.value ?? "auto");
}

/** @param {string} theme */
function show(theme) {
  document.documentElement.dataset.theme = theme;
}

/** A browser may be set to keep nothing; then every visit begins with what the system says. */
function remembered() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {string} theme */
function remember(theme) {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Shown all the same.
  }
}
