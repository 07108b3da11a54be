/** Pseudo text: every letter gets an accent and the whole grows by about a third, so that what was cut shows. */

const FROM = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const TO = "åƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ";

const letters = new Map([...FROM].map((letter, at) => [letter, [...TO][at] ?? letter]));
const VOWELS = "aeiou";

/** `text` with accents, its vowels doubled. Spaces, figures and punctuation stay. */
export const pseudo = (text: string): string =>
  [...text]
    .map((letter) => {
      const accented = letters.get(letter) ?? letter;
      return VOWELS.includes(letter) ? accented + accented : accented;
    })
    .join("");
