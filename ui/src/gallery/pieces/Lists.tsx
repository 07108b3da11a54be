import { type ReactNode, useState } from "react";
import { ListPane } from "../../kit/ListPane";
import { SearchField } from "../../kit/SearchField";
import { TabNav } from "../../kit/TabNav";

const rows = [
  { id: "a", title: "Amlodipine dose", who: "YUSUF, Amina", more: "10 mg or 2.5 mg, open 1 h 28 min" },
  {
    id: "b",
    title: "Two records may be one person",
    who: "OTIENO, Grace",
    more: "Same birth date and phone, open 3 h",
  },
];

const tabs = ["Summary", "Notes", "Medicines", "Results"].map((label, at) => ({
  href: `#/${label}`,
  label,
  current: at === 0,
  ...(at === 2 ? { count: 5 } : {}),
}));

export const Lists = (): ReactNode => {
  const [open, setOpen] = useState("a");
  const [words, setWords] = useState("");
  return (
    <>
      <SearchField label="Search patients, actions, help" value={words} onValue={setWords} keys="Ctrl+K" />
      <SearchField label="Find a patient" hint="Name, birth date, phone" value="yusf ami" onValue={setWords} large />
      <TabNav label="Chart" tabs={tabs} />
      <ListPane label="Decisions" rows={rows} rowKey={({ id }) => id} current={open} onOpen={({ id }) => setOpen(id)}>
        {({ title, who, more }) => (
          <>
            <strong>{title}</strong>
            <div>{who}</div>
            <div>{more}</div>
          </>
        )}
      </ListPane>
    </>
  );
};
