# Problèmes et diagnostics.

problems-title = Problèmes
problems-none = Aucun problème noté
problems-none-why = Personne n'en a noté ici.
problems-none-active = Aucun problème actif noté
problems-add = Ajouter un problème
problems-since = Depuis { $date }
problems-until = jusqu'à { $date }
problems-status = Changer l'état
problems-void = Saisi par erreur
problems-show-past = Montrer { $count } passés
problems-hide-past = Masquer les problèmes passés
problems-unconfirmed = Non confirmé
problems-refuted = Écarté
problems-remark = Remarque : { $note }

problems-status-active = Actif
problems-status-recurrence = Réapparu
problems-status-relapse = Rechute
problems-status-inactive = Inactif
problems-status-remission = En rémission
problems-status-resolved = Résolu
problems-status-unknown = Inconnu

problems-form-code = Problème
problems-form-code-hint = Dans vos mots, comme les autres doivent le lire
problems-form-status = État
problems-form-onset = Depuis
problems-form-ended = Terminé le
problems-form-was = Au dossier : { $status }
problems-form-same = C'est déjà ce qui est au dossier. Choisissez un autre état, ou annulez.
problems-error-code = Nommez le problème
problems-error-status = Choisissez l'état
problems-add-title = Ajouter un problème
problems-add-save = Ajouter le problème
problems-status-title = Changer l'état du problème
problems-status-save = Enregistrer l'état
problems-done-add = { $what } ajouté
problems-done-status = État de { $what } modifié
problems-done-void = { $what } marqué comme saisi par erreur
problems-action-add = Ajouter un problème
