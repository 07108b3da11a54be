// Runs before the first paint, as a file of its own: the policy of the page forbids scripts inside it. Sets what the
// style sheets go by, so that nobody sees a white page before a dark one. src/theme/look.ts takes over later.
(() => {
  const root = document.documentElement;
  let look = {};
  try {
    look = JSON.parse(localStorage.getItem("s-look") || "{}") || {};
  } catch {
    // Storage is forbidden or broken: the app looks as the system does.
  }
  const is = (query) => matchMedia(query).matches;
  const dark = look.scheme === "dark" || (look.scheme !== "light" && is("(prefers-color-scheme: dark)"));
  const more = look.contrast === "more" || (look.contrast !== "normal" && is("(prefers-contrast: more)"));
  root.dataset.theme = dark ? "dark" : "light";
  root.dataset.contrast = more ? "more" : "normal";
  if (look.text > 100 && look.text <= 200) root.style.fontSize = `${look.text}%`;
  const known = ["en", "fr", "ar"];
  const spoken = navigator.languages.map((tag) => tag.toLowerCase().split("-")[0]).find((tag) => known.includes(tag));
  const language = known.includes(look.language) ? look.language : look.language === "pseudo" ? "en" : spoken || "en";
  root.lang = language;
  root.dir = language === "ar" ? "rtl" : "ltr";
})();
