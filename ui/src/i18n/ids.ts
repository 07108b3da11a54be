/** Every text a screen may ask for. */
export type MessageId = string;
