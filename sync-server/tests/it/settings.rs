//! Settings: every key from every place, with the place told, and bounds at both ends.
use satchel_server::config::{
    Config, ConfigError, Given, Layers, Origin,
    network::{self, Network},
    table::{self, Kind, SETTINGS, Setting},
};
use std::{collections::BTreeMap, net::IpAddr};

/// Four values that a setting may have; a choice has as many as it has words.
fn values(setting: &Setting) -> [String; 4] {
    let text = |list: [&str; 4]| list.map(str::to_owned);
    match setting.kind {
        Kind::Text => text(["postgres://a", "postgres://b", "postgres://c", "postgres://d"]),
        Kind::Path => text(["/a", "b/c", "./d", "e f"]),
        Kind::Socket => text(["127.0.0.1:0", "[::1]:1", "0.0.0.0:65535", "10.0.0.1:8443"]),
        Kind::Whole { min, max } => [min, min + 1, max - 1, max].map(|n| n.to_string()),
        Kind::Choice(words) => [0, 1, 2, 3].map(|i| words[i % words.len()].to_owned()),
        Kind::Networks => text(["", "10.0.0.0/8", "::1", "10.0.0.0/8,192.0.2.0/24"]),
    }
}

/// A file that holds this one setting.
fn file(key: &str, value: &str) -> (String, String) {
    let text = match key.split_once('.') {
        Some((table, name)) => format!("[{table}]\n{name} = {value:?}\n"),
        None => format!("{key} = {value:?}\n"),
    };
    ("s.toml".to_owned(), text)
}

#[test]
fn of_every_setting_flag_beats_environment_beats_file_beats_default() {
    for setting in SETTINGS {
        let [of_file, of_env, of_flag, _] = values(setting);
        for places in 0..8_u8 {
            let (flag, env, in_file) = (places & 1 != 0, places & 2 != 0, places & 4 != 0);
            let given = Given {
                flags: flag
                    .then(|| (setting.key.to_owned(), of_flag.clone()))
                    .into_iter()
                    .collect(),
                environment: env.then(|| (setting.env(), of_env.clone())).into_iter().collect(),
                file: in_file.then(|| file(setting.key, &of_file)),
            };
            let layers = Layers::merge(&given).unwrap();
            let want = if flag {
                (of_flag.as_str(), Origin::Flag)
            } else if env {
                (of_env.as_str(), Origin::Environment(setting.env()))
            } else if in_file {
                (of_file.as_str(), Origin::File("s.toml".to_owned()))
            } else {
                (setting.default, Origin::Default)
            };
            let (_, got) = layers.iter().find(|(key, _)| *key == setting.key).unwrap();
            assert_eq!(
                (got.text.as_str(), got.origin.clone()),
                want,
                "{} {places:03b}",
                setting.key
            );
            assert_eq!(layers.text(setting.key), want.0);
            // Nothing else moved.
            let others = layers.iter().filter(|(key, _)| *key != setting.key);
            assert!(others.into_iter().all(|(_, v)| v.origin == Origin::Default));
        }
    }
}

#[test]
fn the_last_of_two_equal_flags_counts() {
    let flags = ["7", "9"].map(|v| ("auth.access_minutes".to_owned(), v.to_owned())).to_vec();
    let layers = Layers::merge(&Given { flags, ..Given::default() }).unwrap();
    assert_eq!(layers.whole("auth.access_minutes"), 9);
}

#[test]
fn every_number_is_taken_at_its_ends_and_refused_past_them() {
    for setting in SETTINGS {
        let Kind::Whole { min, max } = setting.kind else { continue };
        let merge = |text: &str| {
            let flags = vec![(setting.key.to_owned(), text.to_owned())];
            Layers::merge(&Given { flags, ..Given::default() })
        };
        for fine in [min, min + 1, max - 1, max] {
            assert_eq!(merge(&fine.to_string()).unwrap().whole(setting.key), fine);
        }
        let below = min.checked_sub(1).map_or_else(|| "-1".to_owned(), |n| n.to_string());
        let above = (max + 1).to_string();
        let odd = ["", "x", "1.5", "-1", " 5", "5 ", "0x10", "99999999999999999999999", "５"];
        for wrong in odd.into_iter().chain([below.as_str(), above.as_str()]) {
            let want = ConfigError::Form {
                key: setting.key,
                origin: Origin::Flag,
                form: format!("{min} to {max}"),
            };
            assert_eq!(merge(wrong).unwrap_err(), want, "{} = {wrong:?}", setting.key);
        }
    }
}

#[test]
fn choices_sockets_and_networks_take_their_own_form_only() {
    let merge = |key: &str, text: &str| {
        let flags = vec![(key.to_owned(), text.to_owned())];
        Layers::merge(&Given { flags, ..Given::default() }).is_ok()
    };
    for (key, fine, wrong) in [
        ("log.level", &["error", "warn", "info", "debug"][..], &["", "INFO", "trace", "info "][..]),
        ("log.format", &["json", "text"], &["", "yaml", "JSON"]),
        (
            "listen",
            &["127.0.0.1:0", "[::]:443"],
            &["", "host:1", "127.0.0.1", "127.0.0.1:65536", ":1"],
        ),
        (
            "http.trusted_proxies",
            &["", "::1", "10.0.0.0/8, ::/0", ","],
            &["x", "10.0.0.0/33", "host"],
        ),
    ] {
        for text in fine {
            assert!(merge(key, text), "{key} = {text:?}");
        }
        for text in wrong {
            assert!(!merge(key, text), "{key} = {text:?}");
        }
    }
}

#[test]
fn an_unknown_name_is_refused_from_flag_and_file_and_ignored_in_the_environment() {
    let unknown = |key: &str, given: Given| match Layers::merge(&given) {
        Err(ConfigError::Unknown { key: named, .. }) => named == key,
        _ => false,
    };
    for key in ["", "lisen", "auth", "auth.", "auth.access", "LISTEN", "data-dir"] {
        let flags = vec![(key.to_owned(), "1".to_owned())];
        assert!(unknown(key, Given { flags, ..Given::default() }), "{key}");
    }
    for (key, text) in
        [("lisen", "lisen = \"x\""), ("auth.x", "[auth]\nx = 1"), ("x.listen", "[x]\nlisten = 1")]
    {
        let file = Some(("s.toml".to_owned(), text.to_owned()));
        assert!(unknown(key, Given { file, ..Given::default() }), "{text}");
    }
    // A platform sets variables of its own: only those that name a setting count.
    let environment = BTreeMap::from([("SATCHEL_LISEN".to_owned(), "x".to_owned())]);
    assert!(Layers::merge(&Given { environment, ..Given::default() }).is_ok());
}

#[test]
fn a_file_of_another_shape_is_refused_with_its_name() {
    for text in [
        "listen",
        "listen = ",
        "listen = 1.5",
        "listen = true",
        "listen = 1979-05-27",
        "[auth]\naccess_minutes = 1.5",
        "[auth.deep]\naccess_minutes = 1",
        "[[auth]]\naccess_minutes = 1",
        "listen = [[\"a\"]]",
        "listen = \"a\"\nlisten = \"b\"",
        "\u{0}",
    ] {
        let file = Some(("odd.toml".to_owned(), text.to_owned()));
        match Layers::merge(&Given { file, ..Given::default() }) {
            Err(ConfigError::File { path, .. }) => assert_eq!(path, "odd.toml"),
            Err(other) => assert!(other.to_string().contains("odd.toml"), "{text}: {other}"),
            Ok(_) => panic!("taken: {text}"),
        }
    }
}

#[test]
fn numbers_and_lists_of_a_file_need_no_quotes() {
    let text = "[http]\nbody_kib = 128\ntrusted_proxies = [\"10.0.0.0/8\", \"::1\"]\n";
    let file = Some(("s.toml".to_owned(), text.to_owned()));
    let layers = Layers::merge(&Given { file, ..Given::default() }).unwrap();
    assert_eq!(layers.whole("http.body_kib"), 128);
    assert_eq!(layers.text("http.trusted_proxies"), "10.0.0.0/8,::1");
    let config = Config::from_layers(layers).unwrap();
    assert_eq!((config.settings.body_bytes, config.settings.trusted_proxies.len()), (131_072, 2));
}

#[test]
fn a_secret_given_outright_beats_the_file_its_variable_names() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("url");
    satchel_server::file::replace(&path, b"postgres://from-file\r\n\n").unwrap();
    let mut environment = BTreeMap::from([(
        "SATCHEL_DATABASE_URL_FILE".to_owned(),
        path.to_str().unwrap().to_owned(),
    )]);
    let merge = |environment: &BTreeMap<_, _>| {
        let given = Given { environment: environment.clone(), ..Given::default() };
        Layers::merge(&given).unwrap()
    };
    let layers = merge(&environment);
    assert_eq!(layers.text("database.url"), "postgres://from-file");
    let (_, value) = layers.iter().find(|(key, _)| *key == "database.url").unwrap();
    assert_eq!(value.origin.to_string(), "file named by SATCHEL_DATABASE_URL_FILE");
    environment.insert("SATCHEL_DATABASE_URL".to_owned(), "postgres://outright".to_owned());
    assert_eq!(merge(&environment).text("database.url"), "postgres://outright");
}

#[test]
fn no_value_of_a_secret_is_printed() {
    let secrets: Vec<&Setting> = SETTINGS.iter().filter(|s| s.secret).collect();
    let keys: Vec<&str> = secrets.iter().map(|s| s.key).collect();
    assert_eq!(keys, ["database.url", "mail.smtp_url", "bus.url"]);
    let flags = [
        ("database.url", "postgres://u:hunter2@h/d"),
        ("bus.kind", "redis"),
        ("bus.url", "redis://u:hunter2@h:6379"),
    ];
    let flags = flags.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec();
    let layers = Layers::merge(&Given { flags, ..Given::default() }).unwrap();
    assert!(!format!("{layers:?}").contains("hunter2"));
    let config = Config::from_layers(layers).unwrap();
    assert!(!format!("{config:?}").contains("hunter2"));
}

#[test]
fn every_number_reaches_its_place_in_its_unit() {
    let with = |key: &str, value: u64| {
        let flags = vec![(key.to_owned(), value.to_string())];
        let given = Given { flags, ..Given::default() };
        Config::from_layers(Layers::merge(&given).unwrap()).unwrap().settings
    };
    assert_eq!(with("http.timeout_seconds", 7).timeout_s, 7);
    assert_eq!(with("http.body_kib", 7).body_bytes, 7 * 1_024);
    assert_eq!(with("limit.login_per_quarter_hour", 7).login_per_quarter_hour, 7);
    assert_eq!(with("limit.login_per_minute", 7).login_per_minute, 7);
    assert_eq!(with("limit.code_per_quarter_hour", 7).code_per_quarter_hour, 7);
    assert_eq!(with("limit.api_per_minute", 17).api_per_minute, 17);
    assert_eq!(with("limit.hash_queue", 7).hash_queue, 7);
    assert_eq!(with("auth.password_length_min", 17).password_length_min, 17);
    assert_eq!(with("auth.access_minutes", 7).access_ms, 420_000);
    assert_eq!(with("auth.staff_session_hours", 7).staff_session_ms, 25_200_000);
    assert_eq!(with("auth.patient_session_days", 7).patient_session_ms, 604_800_000);
    assert_eq!(with("auth.devices_per_user", 7).devices_per_user, 7);
    assert_eq!(with("auth.invitation_hours", 7).invitation_ms, 25_200_000);
    assert_eq!(with("lease.staff_days", 7).staff_lease_ms, 604_800_000);
    assert_eq!(with("lease.patient_days", 7).patient_lease_ms, 604_800_000);
    assert_eq!(with("shutdown.seconds", 7).shutdown_s, 7);
    assert_eq!(with("sync.first_downloads", 7).first_downloads, 7);
    assert_eq!(with("sync.items_per_minute", 700).items_per_minute, 700);
    assert_eq!(with("sync.cache_mib", 7).cache_bytes, 7 << 20);
    // No number is without a place above.
    let numbers = SETTINGS.iter().filter(|s| matches!(s.kind, Kind::Whole { .. })).count();
    assert_eq!(numbers, 19);
}

#[test]
fn paths_and_words_reach_their_place() {
    let pairs = [
        ("data_dir", "/d"),
        ("listen", "[::1]:7"),
        ("public_address", "clinic.example:443"),
        ("keys.file", "/k"),
        ("log.level", "debug"),
        ("log.format", "text"),
        ("tls.cert_file", "/c.pem"),
        ("tls.key_file", "/k.pem"),
    ];
    let flags = pairs.map(|(k, v)| (k.to_owned(), v.to_owned())).to_vec();
    let config =
        Config::from_layers(Layers::merge(&Given { flags, ..Given::default() }).unwrap()).unwrap();
    assert_eq!(config.data_dir.to_str(), Some("/d"));
    assert_eq!(config.listen.to_string(), "[::1]:7");
    assert_eq!(config.public_address.as_deref(), Some("clinic.example:443"));
    assert_eq!(config.keys_file.to_str(), Some("/k"));
    assert_eq!((config.log_level.as_str(), config.log_json), ("debug", false));
    let (cert, key) = config.tls.unwrap();
    assert_eq!((cert.to_str(), key.to_str()), (Some("/c.pem"), Some("/k.pem")));
}

#[test]
fn errors_name_the_setting_its_origin_and_the_form() {
    let unknown = ConfigError::Unknown { key: "x".into(), origin: Origin::Flag };
    assert_eq!(
        unknown.to_string(),
        "x (flag) is not a setting; `satchel config reference` lists them"
    );
    let origin = Origin::SecretFile("SATCHEL_X_FILE".into());
    let form = ConfigError::Form { key: "x", origin, form: "1 to 2".into() };
    assert_eq!(form.to_string(), "x (file named by SATCHEL_X_FILE) must be 1 to 2");
    assert_eq!(ConfigError::Together("a and b go together").to_string(), "a and b go together");
    let file = ConfigError::File { path: "s.toml".into(), reason: "no".into() };
    assert_eq!(file.to_string(), "s.toml: no");
}

#[test]
fn the_reference_names_every_setting_once_with_its_default() {
    let text = table::reference();
    for setting in SETTINGS {
        let row = format!("| `{}` | `{}` |", setting.key, setting.env());
        assert_eq!(text.matches(&row).count(), 1, "{}", setting.key);
        assert!(setting.doc.ends_with('.'), "{}", setting.key);
        assert_eq!(table::find(setting.key).map(|s| s.doc), Some(setting.doc));
        // A default that is set is one that would be taken.
        let flags = vec![(setting.key.to_owned(), setting.default.to_owned())];
        assert!(Layers::merge(&Given { flags, ..Given::default() }).is_ok(), "{}", setting.key);
    }
}

proptest::proptest! {
    #[test]
    fn a_range_holds_an_address_exactly_if_their_first_bits_agree(
        base in proptest::arbitrary::any::<u32>(),
        other in proptest::arbitrary::any::<u32>(),
        bits in 0u32..=32,
    ) {
        let range = Network::parse(&format!("{}/{bits}", std::net::Ipv4Addr::from(base))).unwrap();
        let mask = u32::MAX.checked_shl(32 - bits).unwrap_or(0);
        let held = range.holds(IpAddr::V4(other.into()));
        proptest::prop_assert_eq!(held, base & mask == other & mask);
        proptest::prop_assert!(range.holds(IpAddr::V4(base.into())));
        // The same address in its version 6 form is the same address.
        let mapped = IpAddr::V6(std::net::Ipv4Addr::from(other).to_ipv6_mapped());
        proptest::prop_assert_eq!(range.holds(mapped), held);
    }

    #[test]
    fn two_addresses_count_as_one_network_exactly_if_their_first_half_agrees(
        a in proptest::arbitrary::any::<u128>(),
        b in proptest::arbitrary::any::<u128>(),
        share in proptest::arbitrary::any::<bool>(),
    ) {
        let b = if share { ((a >> 64) << 64) | (b >> 64) } else { b };
        let of = |n: u128| network::counted(IpAddr::V6(n.into()));
        proptest::prop_assert_eq!(of(a) == of(b), a >> 64 == b >> 64);
    }

    #[test]
    fn no_text_panics_as_a_setting(text in ".{0,40}", at in 0usize..26) {
        let setting = &SETTINGS[at % SETTINGS.len()];
        let flags = vec![(setting.key.to_owned(), text.clone())];
        drop(Layers::merge(&Given { flags, ..Given::default() }));
        let file = Some(("s.toml".to_owned(), text));
        drop(Layers::merge(&Given { file, ..Given::default() }));
    }
}
