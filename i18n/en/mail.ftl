# E-mail about notices. No health facts, no names: mail is not private.

# $clinic (String) name of the clinic
mail-subject = News for you from { $clinic }
mail-body = There is something new for you. Open Satchel to read it.
# $clinic (String) name of the clinic
mail-why = You get this message because { $clinic } keeps your record or works with you. You can switch these messages off in Satchel under Settings, Notices.
mail-open = Open Satchel
