import { styled } from "@mui/material/styles";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useLocation } from "react-router";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { useDensity } from "../../kit/Density";
import { Empty } from "../../kit/Empty";
import { Field } from "../../kit/Field";
import { keyLabel } from "../../shell/keys";
import { Page as Screen } from "../../shell/Page";
import { score } from "../../shell/palette/match";
import { openKeys } from "../../shell/palette/open";
import { color, type } from "../../theme/vars";
import { HELP_PAGES, helpTexts } from "./pages";

const Stack = styled("div")({ display: "grid", gap: 20, maxInlineSize: 640 });
const Article = styled("article")({
  "& h2": { ...type("lead"), margin: 0, paddingBlockEnd: 6, borderBlockEnd: `1px solid ${color.border.rule}` },
  "& h2:focus": { outline: "none" },
  "& ol": { margin: 0, paddingInlineStart: 22, paddingBlock: 10, listStyle: "decimal", display: "grid", gap: 6 },
});

const PageText = ({ id, parts, here }: { id: string; parts: number; here: boolean }): ReactNode => {
  const text = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (here) {
      heading.current?.scrollIntoView({ block: "start" });
      heading.current?.focus({ preventScroll: true });
    }
  }, [here]);
  const texts = helpTexts({ id, parts });
  return (
    <Article aria-labelledby={`help-${id}`}>
      <h2 id={`help-${id}`} ref={heading} tabIndex={-1}>
        {text(texts.title)}
      </h2>
      <ol>
        {texts.parts.map((part) => (
          <li key={part}>{text(part)}</li>
        ))}
      </ol>
    </Article>
  );
};

/** All pages one under the other; an address of one of them starts there. */
export const Page = (): ReactNode => {
  const text = useText();
  const { pathname } = useLocation();
  const staff = useDensity() === "staff";
  const [query, setQuery] = useState("");
  const found = HELP_PAGES.filter((page) => {
    const { title, parts } = helpTexts(page);
    return query.trim() === "" || score(query, [title, ...parts].map((id) => text(id)).join(" ")) > 0;
  });
  return (
    <Screen
      title={text("help-title")}
      actions={
        staff ? (
          <ActionButton keys={keyLabel("keys")} onClick={openKeys}>
            {text("help-keys-open")}
          </ActionButton>
        ) : null
      }
    >
      <Stack>
        <Field label={text("help-search")} type="search" icon="search" value={query} onValue={setQuery} />
        {found.length === 0 ? <Empty title={text("help-none")} why={text("help-none-why")} /> : null}
        {found.map((page) => (
          <PageText key={page.id} {...page} here={pathname === `/help/${page.id}`} />
        ))}
      </Stack>
    </Screen>
  );
};
