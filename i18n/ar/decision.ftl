decision-title = القرارات
decision-to-decide = بانتظار القرار
decision-not-agreed = غير متفق عليه
decision-base = كان { $value }
decision-patient = فريق رعايتك يراجع هذا الدواء. اسألهم قبل أن تغيّر ما تتناوله.
decision-reason = السبب
decision-window = بين { $from } و{ $to }
