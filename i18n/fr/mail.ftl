mail-subject = Du nouveau pour vous de la part de { $clinic }
mail-body = Il y a du nouveau pour vous. Ouvrez Satchel pour le lire.
mail-why = Vous recevez ce message parce que { $clinic } tient votre dossier ou travaille avec vous. Vous pouvez désactiver ces messages dans Satchel, sous Réglages, Avis.
mail-open = Ouvrir Satchel
