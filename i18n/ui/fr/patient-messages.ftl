# Messages entre le patient et la clinique.

patient-messages-title = Messages
patient-messages-urgent = Pas pour les urgences. Si vous avez besoin d’aide maintenant, appelez le 112 ou votre numéro d’urgence.
patient-messages-call = Appeler le 112
patient-messages-write = Écrire à la clinique
patient-messages-none = Pas encore de message
patient-messages-none-why = Écrivez ici à votre équipe soignante. Elle lit pendant ses heures de travail.
# $count (Number) messages in the conversation
patient-messages-count =
    { $count ->
        [0] Pas encore de message
        [one] { $count } message
       *[other] { $count } messages
    }
patient-messages-back = Tous les messages
patient-messages-you = Vous
patient-messages-clinic = Votre équipe soignante
patient-messages-unsent = Pas encore envoyé
patient-messages-reply = Votre réponse
patient-messages-reply-hint = Dites une chose à la fois. N’écrivez pas ici si vous avez besoin d’aide maintenant.
patient-messages-reply-send = Envoyer la réponse
patient-messages-kept = Ce que vous avez écrit est gardé sur ce téléphone.
patient-messages-subject-question = De quoi s’agit-il ?
patient-messages-subject = En quelques mots
patient-messages-subject-hint = Par exemple : mes comprimés pour la tension
patient-messages-text-question = Que voulez-vous dire ?
patient-messages-text = Votre message
patient-messages-next = Continuer
patient-messages-send = Envoyer le message
patient-messages-step-back = Retour
# $step (Number) this step, $steps (Number) steps in all
patient-messages-step = Étape { $step } sur { $steps }
patient-messages-sent = Envoyé
patient-messages-sent-title = Votre message est chez votre équipe soignante
patient-messages-sent-why = Votre équipe soignante peut le lire maintenant.
patient-messages-saved = Enregistré sur ce téléphone
patient-messages-saved-title = Votre message est en sécurité sur ce téléphone
patient-messages-saved-why = L’envoi se fait tout seul dès que ce téléphone joint votre clinique.
patient-messages-done = Voir le message
patient-messages-corrected = Corrigé
patient-messages-error-subject = Écrivez de quoi il s’agit
patient-messages-error-text = Écrivez votre message
# $most (Number) most letters allowed
patient-messages-error-long = C’est trop long. Utilisez au plus { $most } lettres
patient-messages-error-list = Il y a un problème
patient-messages-no-record = Votre dossier n’est pas encore sur ce téléphone
patient-messages-no-record-why = Vous pourrez écrire quand ce téléphone aura joint votre clinique une fois.
