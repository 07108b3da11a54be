import { surface } from "./shell/surface.js";
import tokens from "./theme/tokens.json" with { type: "json" };
import { variables } from "./theme/variables.js";

const dark = matchMedia("(prefers-color-scheme: dark)");

const paint = (): void => {
  for (const [name, value] of variables(dark.matches ? tokens.color.dark : tokens.color.light)) {
    document.documentElement.style.setProperty(name, value);
  }
};

paint();
dark.addEventListener("change", paint);

const main = document.querySelector("main");
if (main) {
  const heading = document.createElement("h1");
  heading.textContent = `Satchel ${surface(main.dataset["surface"])}`;
  main.append(heading);
}
