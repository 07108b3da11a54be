# Three facts, each tied to its event. Never "synced": that word would blur them.

durability-saved = Saved on this device
# $time (String) clock time of the server's verdict, as the reader's locale writes it
durability-sent = Sent, { $time }
# $device (String) the name of the other device, or of its owner
durability-elsewhere = On { $device }
durability-elsewhere-all = On other devices
durability-pending = Not sent yet
durability-not-accepted = Not accepted by the server
durability-asked-for = Asked for
