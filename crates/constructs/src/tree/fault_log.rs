//! Collects mistakes that a construct's handle finds after the construct was added.

use std::cell::RefCell;
use std::rc::Rc;

use crate::value::Fault;

/// The mistakes of a construct whose handle has methods that can fail: for instance, a lookup of a resource by name. The
/// handle outlives every borrow of the app; synthesis reports the mistakes.
///
/// [`Scope::fault_log`](crate::Scope::fault_log) opens one.
#[derive(Clone, Default)]
pub struct FaultLog(Rc<RefCell<Vec<Fault>>>);

impl FaultLog {
    /// Records a mistake, which synthesis reports.
    pub fn report(&self, fault: Fault) {
        self.0.borrow_mut().push(fault);
    }

    pub(crate) fn take(&self) -> Vec<Fault> {
        self.0.take()
    }
}
