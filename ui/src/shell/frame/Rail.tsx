import useMediaQuery from "@mui/material/useMediaQuery";
import { memo, type ReactNode } from "react";
import type { MessageId } from "../../i18n/ids";
import { useText } from "../../i18n/text";
import { Hidden } from "../../kit/Hidden";
import { Icon } from "../../kit/Icon";
import { Kbd } from "../../kit/Kbd";
import { Logo } from "../../kit/Logo";
import { SafeText } from "../../kit/SafeText";
import { Tip } from "../../kit/Tip";
import type { SectionLink } from "../feature";
import { sectionsOf, useFeatures } from "../features";
import { ariaKeys, type KeyAction, keyLabel, keyProfile, useKeyTable } from "../keys";
import { useMe, useSession } from "../session";
import { initials } from "./initials";
import { Recent } from "./Recent";
import { region } from "./regions";
import { Brand, Initials, MEDIUM, Me, RailBox, RailList } from "./styles";
import { isAt, usePlace } from "./usePlace";

/** The key of the section at this place of the rail; there are nine. */
export const sectionKey = (at: number): KeyAction | null => (at < 9 ? (`section-${at + 1}` as KeyAction) : null);

interface EntryProps {
  section: SectionLink;
  at: number;
  icons: boolean;
  current: boolean;
}

// Going somewhere changes two of them.
const Entry = memo(({ section, at, icons, current }: EntryProps): ReactNode => {
  const text = useText();
  useKeyTable();
  const { label, icon, path, count: Count } = section;
  const key = sectionKey(at);
  const link = (
    <a
      href={`#/${path}`}
      {...(current ? { "aria-current": "page" } : {})}
      {...(key ? { "aria-keyshortcuts": ariaKeys(key) } : {})}
    >
      <Icon name={icon} size={18} />
      {icons ? <Hidden>{text(label)}</Hidden> : <span>{text(label)}</span>}
      {Count && !icons ? <Count /> : null}
      {key && !icons && keyProfile() === "window" ? <Kbd keys={keyLabel(key).replace("+", " ")} bare /> : null}
    </a>
  );
  return <li>{icons ? <Tip words={text(label)}>{link}</Tip> : link}</li>;
});

/** The links of the rail; the menu of narrow screens shows the same. */
export const RailLinks = ({ icons = false }: { icons?: boolean }): ReactNode => {
  const text = useText();
  const sections = sectionsOf(useFeatures());
  const place = usePlace();
  return (
    <nav aria-label={text("shell-rail")}>
      <RailList>
        {sections.map((section, at) => (
          <Entry key={section.path} section={section} at={at} icons={icons} current={isAt(place, `/${section.path}`)} />
        ))}
      </RailList>
    </nav>
  );
};

/** The words of a role; an unknown one is somebody of the clinic. */
export const useRole = (role: string): string => {
  const text = useText();
  const id = `shell-role-${role.replaceAll("_", "-")}` as MessageId;
  const words = text(id);
  return words === id ? text("shell-role-other") : words;
};

/** Who is in. */
export const MeLine = ({ icons = false }: { icons?: boolean }): ReactNode => {
  const text = useText();
  const me = useMe();
  const role = useRole(me.role);
  return (
    <Me href="#/settings" title={text("settings-title")}>
      <Initials aria-hidden="true">{initials(me.name)}</Initials>
      {icons ? (
        <Hidden>
          {me.name}, {role}
        </Hidden>
      ) : (
        <div>
          <strong>
            <SafeText>{me.name}</SafeText>
          </strong>
          <span>{role}</span>
        </div>
      )}
    </Me>
  );
};

/** The start side of staff screens: where one can go, which charts are open, who is in. */
export const Rail = (): ReactNode => {
  const text = useText();
  const icons = useMediaQuery(MEDIUM.replace("@media ", ""), { noSsr: true });
  const { surface } = useSession();
  return (
    <RailBox as="aside" {...region} aria-label={text("shell-product")}>
      <Brand>
        <Logo />
        {icons ? <Hidden>{text("shell-product")}</Hidden> : text("shell-product")}
        {surface === "admin" && !icons ? <small>{text("shell-product-admin")}</small> : null}
      </Brand>
      <RailLinks icons={icons} />
      {icons ? null : <Recent />}
      <MeLine icons={icons} />
    </RailBox>
  );
};
