import { styled } from "@mui/material/styles";
import { type ReactNode, useId } from "react";
import { useText } from "../../i18n/text";
import { ChoiceGroup } from "../../kit/ChoiceGroup";
import { Section } from "../../kit/Section";
import { SelectField } from "../../kit/SelectField";
import { type Look, setLook, TEXT_MAX, TEXT_MIN, useLook } from "../../theme/look";
import { color } from "../../theme/vars";

const Padded = styled("div")({ display: "grid", gap: 16, paddingBlockStart: 12 });
const Size = styled("div")({
  display: "grid",
  gap: 4,
  "& > div": { display: "flex", alignItems: "center", gap: 12 },
  "& input": { flex: 1, minInlineSize: 0, blockSize: 28, accentColor: color.primary.fill },
});

type Choice = "system" | "light" | "dark" | "contrast";
const CHOICES: readonly Choice[] = ["system", "light", "dark", "contrast"];
const CHANGES: Record<Choice, Partial<Look>> = {
  system: { scheme: "system", contrast: "system" },
  light: { scheme: "light", contrast: "normal" },
  dark: { scheme: "dark", contrast: "normal" },
  contrast: { contrast: "more" },
};
const LANGUAGES: readonly Look["language"][] = ["system", "en", "fr", "ar", "pseudo"];

/** How it looks, in which language, how large. */
export const LookSection = (): ReactNode => {
  const text = useText();
  const look = useLook();
  const size = useId();
  const chosen: Choice = look.contrast === "more" ? "contrast" : look.scheme;
  const percent = text("settings-size-value", { percent: look.text });
  return (
    <Section title={text("settings-look")}>
      <Padded>
        <ChoiceGroup
          label={text("settings-look")}
          hideLabel
          across
          choices={CHOICES.map((value) => ({ value, label: text(`settings-look-${value}`) }))}
          value={chosen}
          onValue={(value) => setLook(CHANGES[value as Choice])}
        />
        <SelectField
          label={text("settings-language")}
          options={LANGUAGES.map((value) => ({ value, label: text(`settings-language-${value}`) }))}
          value={look.language}
          onValue={(language) => setLook({ language: language as Look["language"] })}
        />
        <Size>
          <label htmlFor={size}>{text("settings-size")}</label>
          <div>
            <input
              id={size}
              type="range"
              min={TEXT_MIN}
              max={TEXT_MAX}
              step={5}
              value={look.text}
              aria-valuetext={percent}
              onChange={(event) => setLook({ text: Number(event.target.value) })}
            />
            <output htmlFor={size}>{percent}</output>
          </div>
        </Size>
      </Padded>
    </Section>
  );
};
