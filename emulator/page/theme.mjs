const key = "tencent-chat-emulator-theme";

/**
 * Lets the user choose light, dark or the system's setting, and remembers the choice.
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

/** A browser may store nothing. Then every visit begins with the system's setting. */
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
    // The theme still changes; it is only not remembered.
  }
}
