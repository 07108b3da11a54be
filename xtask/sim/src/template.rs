//! What every run of one size begins with, made once: a clinic, its people, their devices, some patients.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context as _, Result, anyhow, ensure};
use satchel_core::store::{Store, StoreError, cursor, identity};
use satchel_model::{
    document::DocType,
    entropy::{Entropy, SeededEntropy},
    id::{DeviceId, DocId, Hash, PatientId, PublicKey},
    role::Role,
    time::Timestamp,
};
use satchel_protocol::{
    api::{DeviceProof, Enrol, Session},
    intent::Audience,
};
use satchel_server::{
    App,
    auth::{
        enrol,
        person::{self, NewPerson},
        profile::Profile,
        session,
    },
    http::problem::Failure,
};
use satchel_vault::{
    secret::Key32,
    sign::{Namespace, SigningKey},
};
use zeroize::Zeroizing;

use crate::{
    device::{Device, KEY, Who},
    house::House,
    ledger::{Ledger, Made},
    work::{self, Fact, Patient},
    world::World,
};

/// When every run begins.
const START_MS: i64 = 1_790_000_000_000;

/// Who works in a small clinic, the witness last.
const SMALL: &[Role] =
    &[Role::Doctor, Role::Nurse, Role::Doctor, Role::Patient, Role::Reception, Role::Doctor];

/// A clinic to begin with.
pub(crate) struct Template {
    folder: tempfile::TempDir,
    pub(crate) people: Vec<Who>,
    pub(crate) patients: Vec<Patient>,
    pub(crate) docs: BTreeMap<DocId, Made>,
    /// What the machines' keychains hold.
    pub(crate) keychains: Vec<Option<[u8; 16]>>,
    pub(crate) now: Timestamp,
}

/// A folder in memory where there is some: each commit syncs, and a run commits thousands of times.
pub(crate) fn folder() -> Result<tempfile::TempDir> {
    let memory = PathBuf::from("/dev/shm");
    let mut builder = tempfile::Builder::new();
    builder.prefix("satchel-sim-");
    Ok(if memory.is_dir() { builder.tempdir_in(memory) } else { builder.tempdir() }?)
}

/// Copies the files of a folder.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

/// What the keychain of device `n` holds right after joining.
fn keychain(n: usize) -> [u8; 16] {
    [u8::try_from(n).unwrap_or(u8::MAX); 16]
}

impl Template {
    /// The small clinic: five devices and a witness, two patients.
    pub(crate) fn small() -> Result<Self> {
        Self::make(SMALL, 2)
    }

    /// A large clinic.
    pub(crate) fn large(devices: usize, patients: usize) -> Result<Self> {
        let role = |n: usize| match n % 10 {
            8 => Role::Reception,
            9 => Role::Patient,
            even if even.is_multiple_of(2) => Role::Doctor,
            _ => Role::Nurse,
        };
        let mut roles: Vec<Role> = (0..devices).map(role).collect();
        roles.push(Role::Doctor);
        Self::make(&roles, patients)
    }

    /// The folder of the server's data.
    pub(crate) fn server(&self) -> PathBuf {
        self.folder.path().join("server")
    }

    /// The store of device `n`.
    pub(crate) fn store(&self, n: usize) -> PathBuf {
        self.folder.path().join(format!("{n}.db"))
    }

    fn make(roles: &[Role], patients: usize) -> Result<Self> {
        let folder = folder()?;
        let (now, entropy) = (Timestamp::from_millis(START_MS), Arc::new(SeededEntropy::new(77)));
        let patient = |_| Patient {
            id: PatientId::new(now, &*entropy),
            chart: DocId::new(now, &*entropy),
            diary: DocId::new(now, &*entropy),
        };
        let patients: Vec<Patient> = (0..patients).map(patient).collect();
        let house = House::open(folder.path().join("server"), now, 1)?;
        house.with(async |app: &App| {
            let mut tx = app.store.begin().await?;
            let named =
                person::name_clinic(app, &mut tx, "Clinic").await.map_err(|f| failed(&f))?;
            tx.commit().await?;
            named.tell(app);
            Ok(())
        })?;
        let mut people = Vec::new();
        for (n, role) in roles.iter().enumerate() {
            let patient = patients.get(n % patients.len()).map(|p| p.id);
            let patient = patient.filter(|_| *role == Role::Patient);
            let file = folder.path().join(format!("{n}.db"));
            people
                .push(house.with(async |app: &App| {
                    join(app, n, *role, patient, &file, &*entropy).await
                })?);
        }
        let directory = house.with(async |app: &App| Ok(app.keys.tenant.directory()))?;
        let mut ledger = Ledger::default();
        let made = Made { kind: DocType::Directory, patient: None, audience: Audience::Clinic };
        ledger.docs.insert(directory, made);
        let mut devices = Vec::new();
        for (n, who) in people.iter().enumerate() {
            let file = folder.path().join(format!("{n}.db"));
            devices.push(Device::open(*who, file, Some(keychain(n)), 100 + n as u64)?);
        }
        let mut world = World::over(folder.path().to_owned(), house, devices, ledger);
        // First contact: before it, a device knows neither its lease nor its clinic.
        world.settle()?;
        for patient in &patients {
            world.give(0, &work::register(*patient, "Okafor")?, &Fact::None)?;
        }
        world.settle()?;
        for patient in &patients {
            let held = world.device(people.len() - 1)?.rows()?;
            let held = held.iter().any(|row| row.doc == patient.chart);
            ensure!(held, "the clinic did not come to be: {:#?}", world.history);
        }
        let keychains = world.devices.iter().map(|d| d.keychain).collect();
        let (docs, now) = world.end();
        Ok(Self { folder, people, patients, docs, keychains, now })
    }
}

fn failed(failure: &Failure) -> anyhow::Error {
    anyhow!("the server: {:?}", failure.code())
}

/// A person with a fresh device.
async fn join(
    app: &App,
    n: usize,
    role: Role,
    patient: Option<PatientId>,
    file: &Path,
    entropy: &dyn Entropy,
) -> Result<Who> {
    let mut tx = app.store.begin().await?;
    let new = NewPerson {
        profile: Profile { name: format!("Person {n}"), login: format!("person{n}") },
        role,
        patient,
        password: "nobody signs in by password".to_owned(),
    };
    let added = person::create(app, &mut tx, new).await.map_err(|f| failed(&f))?;
    let user = added.user.user;
    let opened = session::open(app, &mut tx, &added.user, None).await.map_err(|f| failed(&f))?;
    tx.commit().await?;
    let device = DeviceId::new(app.now(), entropy);
    let mut seed = [0; 32];
    entropy.fill(&mut seed);
    let key = SigningKey::from_seed(&Key32::from_bytes(seed)).map_err(|_| anyhow!("key"))?;
    let caller = session::authenticate(app, &opened.access).await.map_err(|f| failed(&f))?;
    let at = app.now();
    let digest = DeviceProof::digest(enrol::ENROL_ROUTE, opened.access.as_bytes(), at);
    let sig = key.sign(Namespace::PROOF, &digest);
    let asked = Enrol {
        device,
        public: key.public(),
        label: "Laptop".to_owned(),
        hardware_bound: false,
        proof: DeviceProof { device, at, sig },
    };
    let made = enrol::enrol(app, &caller, &opened.access, &asked).await.map_err(|f| failed(&f))?;
    let who = Who { user, device, role, patient };
    let keys = (made.tenant_key, seed);
    vault(app, &who, file, (n, &made.session), keys)?;
    Ok(who)
}

/// The device's store as it is right after joining.
fn vault(
    app: &App,
    who: &Who,
    file: &Path,
    (n, session): (usize, &Session),
    (tenant_key, seed): (PublicKey, [u8; 32]),
) -> Result<()> {
    let store = Store::create(file, KEY).context("a new store")?;
    let access = hex::decode(&session.access)?;
    store.write(|tx| -> Result<(), StoreError> {
        identity::put(
            tx,
            &identity::Identity {
                tenant: app.keys.tenant,
                device: who.device,
                user: who.user,
                role: who.role.code(),
                patient: who.patient,
                login: format!("person{n}"),
                label: format!("Person {n}"),
                server: "https://localhost:1".to_owned(),
                spki: Hash::ZERO,
                seed: Zeroizing::new(seed),
                cert: Vec::new(),
                tenant_key,
                created_at: app.now(),
            },
        )?;
        cursor::begin(tx, keychain(n))?;
        let access_until = session.access_until;
        cursor::set_tokens(
            tx,
            &cursor::Tokens { access: Some(access), access_until, refresh: None },
        )
    })?;
    Ok(())
}
