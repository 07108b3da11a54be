import { styled } from "@mui/material/styles";
import { type ReactNode, useMemo, useState } from "react";
import { Text, useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Callout } from "../../../kit/Callout";
import { Section } from "../../../kit/Section";
import { useFormat } from "../../../kit/useFormat";
import type { InvitationOpen } from "../../../rpc/gen";
import { copyText } from "../../../shell/problem/report";
import { color, mono, size, type, weight } from "../../../theme/vars";

const Picture = styled("div")({
  justifySelf: "center",
  padding: 12,
  // A code is read dark on light, in any scheme of the screen.
  background: color.text.onDark,
  borderRadius: size.radius,
  border: `1px solid ${color.border.hairline}`,
  lineHeight: 0,
  "& img": { inlineSize: "min(220px, 60vw)", blockSize: "auto" },
});
const Link = styled("p")({
  margin: "8px 0",
  padding: 10,
  borderRadius: size.radius,
  background: color.surface.sunken,
  fontFamily: mono,
  fontSize: "0.8125rem",
  overflowWrap: "anywhere",
  userSelect: "all",
});
const Words = styled("ol")({
  margin: "8px 0",
  paddingInlineStart: 24,
  columns: 2,
  fontWeight: weight.strong,
  "& > li::marker": { fontWeight: weight.regular, color: color.text.subtle },
});
const Note = styled("p")({ ...type("small"), margin: "6px 0 0", color: color.text.muted });
const Parts = styled("div")({ display: "grid", gap: 16, gridTemplateColumns: "minmax(0, 1fr)" });

/** The picture as an image, so that nothing in it can run. */
const imageOf = (svg: string): string => `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;

const CopyLink = ({ link }: { link: string }): ReactNode => {
  const [said, setSaid] = useState<"" | "people-made-copied" | "people-made-copy-failed">("");
  const copy = async (): Promise<void> =>
    setSaid((await copyText(link)) ? "people-made-copied" : "people-made-copy-failed");
  return (
    <>
      <ActionButton onClick={() => void copy()}>
        <Text id="people-made-copy" />
      </ActionButton>
      <Note role="status">{said === "" ? null : <Text id={said} />}</Note>
    </>
  );
};

/** The link as a picture and as text, with the words to compare: shown once, gone when it is closed. */
export const Made = ({ invitation, close }: { invitation: InvitationOpen; close: () => void }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const { link, words, qr_svg, expires_at } = invitation;
  const image = useMemo(() => imageOf(qr_svg), [qr_svg]);
  return (
    <Parts>
      <Callout kind="needs" live="status">
        <Text id="people-made-once" />
      </Callout>
      <Section title={text("people-made-qr")} level={3}>
        <Parts>
          <Picture>
            <img src={image} alt={text("people-made-qr-name")} />
          </Picture>
        </Parts>
      </Section>
      <Section title={text("people-made-link")} level={3}>
        <Link dir="ltr">{link}</Link>
        <CopyLink link={link} />
      </Section>
      <Section title={text("people-made-words")} level={3}>
        <Words dir="ltr">
          {words.split(/[\s-]+/).map((word, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a word may come twice; its place is what it is
            <li key={at}>{word}</li>
          ))}
        </Words>
        <Note>
          <Text id="people-made-words-why" />
        </Note>
      </Section>
      <p>{text("people-made-until", { date: format.staffDateTime(expires_at) })}</p>
      <ActionButton kind="primary" wide onClick={close}>
        <Text id="people-made-close" />
      </ActionButton>
    </Parts>
  );
};
