//! What is asked of a handle after its construct was added -> faults of that construct.

use std::cell::RefCell;
use std::rc::Rc;

use crate::value::Fault;

/// A place for the faults of a construct whose handle answers questions: is there a resource of this name, of this
/// type? The handle outlives every borrow of the app; synthesis reads what it noted.
///
/// [`Scope::fault_log`](crate::Scope::fault_log) opens one.
#[derive(Clone, Default)]
pub struct FaultLog(Rc<RefCell<Vec<Fault>>>);

impl FaultLog {
    /// Notes a fault, to be reported at synthesis.
    pub fn report(&self, fault: Fault) {
        self.0.borrow_mut().push(fault);
    }

    pub(crate) fn take(&self) -> Vec<Fault> {
        self.0.take()
    }
}
