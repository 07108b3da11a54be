# The manual that is always here. Short and true.

help-title = Help
help-search = Search help
help-none = No page has these words
help-none-why = Try one word only, such as “offline”.
help-keys-open = List of keys

help-start = Start here
help-start-1 = Search at the top finds people, screens and actions. Type a part of the name.
help-start-2 = What you type is kept on this device each second. Nothing is lost when you lock, close or lose the connection.
help-start-3 = The words at the top right say where your work is: saved here, sent, or waiting for you.

help-offline = Working without a connection
help-offline-1 = Everything on this device works offline. Changes are saved here and sent by themselves later.
help-offline-2 = “Saved on this device” means it is in the sealed store of this device. “Sent” means the clinic's server accepted it.
help-offline-3 = A device can work offline for a limited time. Settings says until when. After that it locks, and nothing is deleted.

help-decide = When two people changed the same thing
help-decide-1 = Both values stay in sight, marked “Not agreed”, until a person decides. Neither wins by itself.
help-decide-2 = Open Decisions, read who wrote what and why, choose or enter another value, give a reason.
help-decide-3 = Until then that one line is not printed. The rest of the chart works.

help-refused = When the server did not accept a change
help-refused-1 = The change is kept on this device with the reason.
help-refused-2 = Open “Not accepted”, read the reason, then send it again, copy it, or discard it.

help-clock = Setting the clock of this device
help-clock-1 = Open the date and time settings of this device and switch on the automatic time.
help-clock-2 = If it stays wrong, set time zone and time by hand, then press Send now.
help-clock-3 = What you wrote with the wrong clock is kept and marked, so that others can tell.

help-update = Updating
help-update-1 = Ask IT for the newest version of Satchel and install it over this one.
help-update-2 = Your records and your unsent work stay on this device.

help-space = Freeing space
help-space-1 = Empty the bin of this device and move large files, such as films, to another place.
help-space-2 = Then save again. What you typed is kept meanwhile.

help-blocked = When a device is blocked
help-blocked-1 = Call the administrator of your clinic. A device is blocked when it was lost, or when a person left.
help-blocked-2 = What was sent after that waits for a person to look at it. Nothing was deleted.

help-lock = Locking
help-lock-1 = Lock when you go. Your screen and the half-written note come back when you unlock.
help-lock-2 = Forgot the password? Use the recovery code you wrote down when you joined.

help-lost = A lost or stolen device
help-lost-1 = Tell the administrator at once. They block it, so that it can send and fetch nothing more.
help-lost-2 = The records on it are sealed with your password.

help-emergency = This is not for emergencies
help-emergency-1 = In an emergency call the number for emergencies of your country.
