/** The words of a server's key, told from an invitation before anything is sent: the table and the rule of the protocol. */

/** One word for each byte; the order is frozen. A test holds it equal to the protocol's own table. */
export const WORDS: readonly string[] = (
  "acorn actor album alder alpha amber anchor angle apple apron arch arena armor arrow aspen atlas " +
  "attic autumn awning bacon badge bakery ball bamboo banjo barley basin basket beach beacon bean bell " +
  "berry birch bishop bison blanket blossom boat bonfire book border bottle boulder bowl branch brass " +
  "bread breeze brick bridge bronze brook broom bucket buffalo bugle butter button cabin cable cactus " +
  "camel camera canal candle canoe canvas canyon carbon carpet carrot castle cedar cello chalk cherry " +
  "chess chimney circle citrus clay cliff clock clover coast cobalt coconut coffee comet compass " +
  "copper coral cork cotton crane crater cricket crown crystal cube curtain cypress daisy dawn delta " +
  "desert diamond dolphin domino donkey door dragon drum eagle earth easel echo elbow ember engine " +
  "fabric falcon feather fern ferry field fiddle finch fjord flag flame flint flower flute forest " +
  "fossil fountain fox frost galaxy garden garlic gate geyser ginger glacier glass globe goose granite " +
  "grape gravel guitar hammer harbor harp harvest hazel hedge helmet heron hickory hill honey horizon " +
  "horn horse hotel igloo indigo island ivory ivy jacket jade jaguar jasmine jigsaw jungle juniper " +
  "kayak kettle kitchen kite koala ladder lagoon lake lantern lava lemon lentil lily lime linen lion " +
  "lobster locket lotus lumber magnet mango maple marble meadow melon mercury meteor mill mint mirror " +
  "moon mosaic moss mountain museum napkin needle nickel north nutmeg oak oasis oboe ocean olive onion " +
  "opal orbit orchid otter oval owl oyster paddle palace panda paper parrot peach pearl pebble pencil " +
  "pepper piano pigeon pillow pine planet plum pocket pond poplar poppy prairie"
).split(" ");

/** As many bytes of the key as are told in words. */
const BYTES = 8;

/** What an invitation says about the clinic's server. */
export interface Invitation {
  link: string;
  address: string;
  /** Eight words, to be compared with those that the clinic shows. */
  words: string;
}

/** The invitation in `text`; nothing where it is none. The engine reads it again by its own stricter rules. */
export const readInvitation = (text: string): Invitation | null => {
  const link = text.trim();
  const query = /^satchel:\/\/join\?(.+)$/.exec(link)?.[1];
  if (query === undefined || link.length > 512) {
    return null;
  }
  const parts = new Map(
    query.split("&").map((pair): [string, string] => {
      const [name = "", value = ""] = pair.split(/=(.*)/s);
      return [name, value];
    }),
  );
  const address = parts.get("a") ?? "";
  const key = parts.get("k") ?? "";
  if (!/^[A-Za-z0-9.[\]:-]+:\d{1,5}$/.test(address) || !/^[0-9a-f]{64}$/.test(key) || !parts.get("c")) {
    return null;
  }
  const bytes = Array.from({ length: BYTES }, (_, at) => Number.parseInt(key.slice(at * 2, at * 2 + 2), 16));
  return { link, address, words: bytes.map((byte) => WORDS[byte] ?? "").join(" ") };
};
