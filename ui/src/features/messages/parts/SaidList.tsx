import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Text, useText } from "../../../i18n/text";
import { NotSentYet } from "../../../kit/NotSentYet";
import { SafeText } from "../../../kit/SafeText";
import { useFormat } from "../../../kit/useFormat";
import { isFromPatient, type Said } from "../../../rpc/talk";
import { recordApi } from "../../../shell/record";
import { useMe } from "../../../shell/session";
import { color, size, type, weight } from "../../../theme/vars";

const List = styled("ol")({ listStyle: "none", margin: 0, padding: 0, display: "grid", gap: 10 });
const Item = styled("li")({
  justifySelf: "start",
  maxInlineSize: "min(100%, 40rem)",
  padding: "8px 12px",
  border: `1px solid ${color.border.hairline}`,
  borderRadius: size.radius,
  background: color.surface.raised,
  overflowWrap: "anywhere",
  "&[data-own]": { justifySelf: "end", background: color.primary.tint, borderColor: "transparent" },
  "& > p": { margin: 0, whiteSpace: "pre-wrap" },
  "@media (forced-colors: active)": { "&[data-own]": { borderColor: "CanvasText" } },
});
const Head = styled("div")({
  ...type("small"),
  display: "flex",
  flexWrap: "wrap",
  gap: "0 10px",
  color: color.text.muted,
  "& > strong": { fontWeight: weight.strong, color: color.text.ink },
});

/** Who a message is from: oneself, the patient's side by its role, a colleague by name. Nobody is guessed. */
const useAuthor = (): ((said: Said) => string) => {
  const text = useText();
  const me = useMe();
  const { data } = recordApi.useDirectoryQuery();
  return ({ by, role }) => {
    if (by === me.user) return text("messages-you");
    const name = data?.people.find((one) => one.user === by)?.name;
    if (name) return name;
    return isFromPatient(role) ? text("messages-patient") : text("messages-unknown", { id: by.slice(-4) });
  };
};

/** Who said what, oldest first. */
export const SaidList = ({ said }: { said: readonly Said[] }): ReactNode => {
  const format = useFormat();
  const me = useMe();
  const author = useAuthor();
  return (
    <List>
      {said.map((one) => (
        <Item key={one.item} {...(one.by === me.user ? { "data-own": "" } : {})}>
          <Head>
            <strong>
              <SafeText>{author(one)}</SafeText>
            </strong>
            <span>{format.staffDateTime(one.at)}</span>
            {one.corrected ? <Text id="messages-corrected" /> : null}
          </Head>
          <p>
            <SafeText>{one.text}</SafeText>
          </p>
          {one.unsent ? <NotSentYet /> : null}
        </Item>
      ))}
    </List>
  );
};
