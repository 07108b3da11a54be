import { createRoot } from "react-dom/client";
import { isLanguage } from "../i18n/language";
import { allTexts } from "../i18n/texts/all";
import { Root } from "../kit/Root";
import { NowContext } from "../kit/useFormat";
import { setLook } from "../theme/look";
import { Gallery } from "./Gallery";

// ?theme=dark&contrast=more&text=200&lang=ar&density=patient&only=fields
const asked = new URLSearchParams(location.search);
const language = asked.get("lang");
const theme = asked.get("theme");

setLook({
  scheme: theme === "dark" || theme === "light" ? theme : "system",
  contrast: asked.get("contrast") === "more" ? "more" : "normal",
  text: Number(asked.get("text") ?? 100),
  language: "system",
});

const NOW = new Date(2026, 10, 23, 10, 21).getTime();
const standing = (): number => NOW;
const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <NowContext value={standing}>
      <Root
        texts={allTexts}
        density={asked.get("density") === "patient" ? "patient" : "staff"}
        language={isLanguage(language) ? language : "en"}
      >
        <Gallery only={asked.get("only")} />
      </Root>
    </NowContext>,
  );
}
