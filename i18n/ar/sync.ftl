sync-blocked = توقف الإرسال: { $reason }
sync-to-decide = { $count } بانتظار القرار
sync-not-accepted = { $count } غير مقبول
sync-first-download = جلب بيانات العيادة: { $done } من { $total } سجل
sync-sending = إرسال { $done } من { $total }
sync-waiting =
    { $count ->
        [zero] لا تغييرات بانتظار الإرسال
        [one] تغيير واحد محفوظ على هذا الجهاز
        [two] تغييران محفوظان على هذا الجهاز
        [few] { $count } تغييرات محفوظة على هذا الجهاز
        [many] { $count } تغييرًا محفوظًا على هذا الجهاز
       *[other] { $count } تغيير محفوظ على هذا الجهاز
    }
sync-offline = غير متصل. يمكنك مواصلة العمل
sync-up-to-date = أُرسل كل شيء، { $time }
sync-unsent = { $count } لم يُرسل
sync-lease = يمكن العمل دون اتصال حتى { $until }
