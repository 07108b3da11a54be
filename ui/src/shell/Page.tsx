import { styled } from "@mui/material/styles";
import { type ReactNode, useEffect, useRef } from "react";
import { useLocation } from "react-router";
import { useText } from "../i18n/text";
import { color, size, type } from "../theme/vars";

const Sheet = styled("div")({
  background: color.surface.sheet,
  minBlockSize: "100%",
  minInlineSize: 0,
  // A patient's screen is cards on the canvas; a staff screen is one sheet.
  '[data-density="patient"] &': { background: color.surface.canvas },
});
const Head = styled("div")({
  display: "flex",
  alignItems: "center",
  flexWrap: "wrap",
  gap: "8px 12px",
  paddingInline: size.padding,
  paddingBlock: 14,
  "& > div:first-of-type": { flex: "1 1 12em", minInlineSize: 0 },
  "&[data-ruled]": { borderBlockEnd: `1px solid ${color.border.hairline}` },
});
const Title = styled("h1")({ ...type("title"), margin: 0, overflowWrap: "anywhere", "&:focus": { outline: "none" } });
const Under = styled("p")({ ...type("small"), color: color.text.muted, margin: 0 });
const Body = styled("div")({ "&[data-padded]": { paddingInline: size.padding, paddingBlock: size.gap } });

export interface PageProps {
  title: string;
  /** One quiet line under the title. */
  under?: ReactNode;
  /** What can be done with the page, at the end of the title's line. */
  actions?: ReactNode;
  /** Left out where the content draws its own edges, as a chart does. */
  padded?: boolean;
  /** The heading is for those who hear it only; the banner or the list says it to the eye. */
  hiddenTitle?: boolean;
  children: ReactNode;
}

const hidden = {
  position: "absolute",
  inlineSize: 1,
  blockSize: 1,
  overflow: "hidden",
  clipPath: "inset(50%)",
} as const;

let shownPath = "";

/** A screen: its one `h1`, which takes the focus when the address changes, and what is under it. */
export const Page = ({ title, under, actions, padded = true, hiddenTitle = false, children }: PageProps): ReactNode => {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  const text = useText();
  const product = text("shell-product");
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
  useEffect(() => {
    // Not at the first screen of all: whoever opens the app starts at its beginning.
    if (shownPath !== "" && shownPath !== pathname) {
      heading.current?.focus({ preventScroll: true });
    }
    shownPath = pathname;
  }, [pathname]);
  const h1 = (
    <Title ref={heading} tabIndex={-1} {...(hiddenTitle ? { style: hidden } : {})}>
      {title}
    </Title>
  );
  return (
    <Sheet>
      {hiddenTitle ? (
        h1
      ) : (
        <Head {...(padded ? {} : { "data-ruled": "" })}>
          <div>
            {h1}
            {under ? <Under>{under}</Under> : null}
          </div>
          {actions}
        </Head>
      )}
      <Body {...(padded ? { "data-padded": "" } : {})}>{children}</Body>
    </Sheet>
  );
};
