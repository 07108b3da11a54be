import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { Language } from "./language";
import type { TextSource } from "./source";
import { Text, TextProvider, useLanguage, useText } from "./text";

const source = (wait: Promise<unknown> = Promise.resolve()): TextSource => ({
  en: { "kit.ftl": "kit-close = Close\nkit-or = or\n" },
  fr: () => wait.then(() => ({ files: { "kit.ftl": "kit-close = Fermer\n" } })),
  ar: () => wait.then(() => ({ files: { "kit.ftl": "kit-close = إغلاق\n" } })),
});

const Page = () => {
  const text = useText();
  const { locale } = useLanguage();
  return (
    <form>
      <button type="button">{text("kit-close")}</button>
      <input aria-label={locale} />
      <p>
        <Text id="kit-or" />
      </p>
    </form>
  );
};

const at = (language: Language, from = source()) => (
  <TextProvider source={from} language={language}>
    <Page />
  </TextProvider>
);

test("English is there at once and marks the page", () => {
  render(at("en"));
  expect(screen.getByRole("button", { name: "Close" })).toBeDefined();
  expect(document.documentElement.lang).toBe("en");
  expect(document.documentElement.dir).toBe("ltr");
});

test("Arabic turns the page when its texts are there, and English says what it lacks", async () => {
  render(at("ar"));
  expect(await screen.findByRole("button", { name: "إغلاق" })).toBeDefined();
  expect(screen.getByText("or")).toBeDefined();
  expect(document.documentElement.dir).toBe("rtl");
  expect(document.documentElement.lang).toBe("ar");
});

test("what is half typed survives a change of language", async () => {
  const from = source();
  const { rerender } = render(at("en", from));
  await userEvent.type(screen.getByRole("textbox"), "half a note");
  rerender(at("fr", from));
  expect(await screen.findByRole("button", { name: "Fermer" })).toBeDefined();
  expect(screen.getByRole<HTMLInputElement>("textbox", { name: "fr-FR" }).value).toBe("half a note");
});

test("while a language is on its way the old one goes on speaking", () => {
  const from = source(new Promise(() => undefined));
  const { rerender } = render(at("en", from));
  rerender(at("fr", from));
  expect(screen.getByRole("button", { name: "Close" })).toBeDefined();
});

test("a component without a provider fails where it is made", () => {
  expect(() => render(<Page />)).toThrow("no TextProvider");
});
