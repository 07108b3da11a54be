//! Every committed input of the fuzz targets, replayed without a fuzzer: what was found once is not found again.
use std::path::Path;

mod token {
    pub(super) use satchel_server::sync::token::Token;
}

#[path = "../../../xtask/fuzz/src/targets.rs"]
#[expect(unreachable_pub, reason = "the fuzz crate shares the file and exports it")]
mod targets;

#[test]
fn every_committed_input_of_every_target_holds() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../xtask/fuzz/corpus");
    for (name, target) in targets::ALL {
        let mut tried = 0;
        for file in std::fs::read_dir(corpus.join(name)).unwrap() {
            target(&std::fs::read(file.unwrap().path()).unwrap());
            tried += 1;
        }
        assert!(tried >= 5, "{name}: {tried} inputs");
    }
}
