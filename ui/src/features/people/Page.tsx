import { styled } from "@mui/material/styles";
import { type ReactNode, useState } from "react";
import { Text, useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Empty } from "../../kit/Empty";
import { SearchField } from "../../kit/SearchField";
import { Section } from "../../kit/Section";
import type { Person } from "../../rpc/gen";
import { Answer } from "../../shell/Answer";
import { Page as Screen } from "../../shell/Page";
import { useWorkspace } from "../../shell/workspace";
import { color, size, type } from "../../theme/vars";
import { peopleApi } from "./api";
import { InvitationTable } from "./parts/InvitationTable";
import { PeopleTable } from "./parts/PeopleTable";

const Parts = styled("div")({ display: "grid", gap: 22, gridTemplateColumns: "minmax(0, 1fr)" });
const Foot = styled("p")({ ...type("small"), margin: 0, paddingBlock: 10, color: color.text.subtle });
const Search = styled("div")({ maxInlineSize: "22rem", paddingBlock: 10, minInlineSize: size.target });

const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

const People = ({ people }: { people: readonly Person[] }): ReactNode => {
  const text = useText();
  const [typed, setTyped] = useState("");
  const words = fold(typed).split(/\s+/).filter(Boolean);
  const rows = people.filter(({ name, login }) => words.every((word) => fold(`${name} ${login}`).includes(word)));
  if (people.length === 0) return <Empty title={<Text id="people-none" />} why={<Text id="people-none-why" />} />;
  return (
    <>
      <Search>
        <SearchField label={text("people-filter")} value={typed} onValue={setTyped} />
      </Search>
      {rows.length === 0 ? (
        <Empty title={text("people-filter-none", { text: typed })} />
      ) : (
        <>
          <PeopleTable people={rows} />
          <Foot>
            <Text id="people-showing" args={{ shown: rows.length }} />
          </Foot>
        </>
      )}
    </>
  );
};

const Lead = (): ReactNode => {
  const people = peopleApi.usePeopleListQuery().data?.people;
  const invitations = peopleApi.useInvitationListQuery().data?.invitations;
  if (!people || !invitations) return null;
  const waiting = invitations.filter(({ state }) => state === "open").length;
  return <Text id="people-lead" args={{ people: people.length, waiting }} />;
};

/** Who can sign in and who was asked to join. */
export const Page = (): ReactNode => {
  const text = useText();
  const { open } = useWorkspace();
  const people = peopleApi.usePeopleListQuery();
  const invitations = peopleApi.useInvitationListQuery();
  return (
    <Screen
      title={text("people-title")}
      under={<Lead />}
      actions={
        <ActionButton kind="primary" icon="plus" onClick={() => open("invite")}>
          <Text id="people-invite" />
        </ActionButton>
      }
    >
      <Parts>
        <Section title={text("people-invitations")}>
          <Answer asked={invitations} remote>
            {(data) => <InvitationTable invitations={data.invitations} />}
          </Answer>
        </Section>
        <Section title={text("people-list")}>
          <Answer asked={people} remote>
            {(data) => <People people={data.people} />}
          </Answer>
        </Section>
      </Parts>
    </Screen>
  );
};
