import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useText } from "../i18n/text";
import { IconAction } from "../kit/IconAction";
import { color, type } from "../theme/vars";

const Head = styled("div")({
  display: "flex",
  alignItems: "flex-start",
  gap: 8,
  padding: "14px 12px 6px 20px",
  '[dir="rtl"] &': { padding: "14px 20px 6px 12px" },
  "& > div": { flex: 1, minInlineSize: 0, overflowWrap: "anywhere" },
  "& h2": { ...type("title"), margin: 0 },
  "& p": { ...type("small"), margin: 0, color: color.text.muted },
});
const Body = styled("div")({
  padding: "6px 20px 20px",
  display: "grid",
  gap: 16,
  gridTemplateColumns: "minmax(0, 1fr)",
});

/** A panel's heading with the way out, and its body. */
export const PanelSheet = ({
  title,
  under,
  onClose,
  children,
}: {
  title: ReactNode;
  under?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}): ReactNode => {
  const text = useText();
  return (
    <>
      <Head>
        <div>
          <h2>{title}</h2>
          {under ? <p>{under}</p> : null}
        </div>
        <IconAction icon="x" label={text("kit-close")} onClick={onClose} />
      </Head>
      <Body>{children}</Body>
    </>
  );
};
