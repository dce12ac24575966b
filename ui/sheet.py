"""The one style sheet. `%name` is a colour token, filled in by `ui.theme`."""

SHEET = """
QWidget[surface="desk"], QWidget[surface="kiosk"], QWidget[surface="hall"] { background: %bg; color: %ink; }
QFrame[card="true"] { background: %surf; border: 1px solid %line; border-radius: 14px; }
QLabel { background: transparent; color: %ink; }
QPushButton {
    min-height: 38px; padding: 0 14px; border: 1px solid %lineStrong; border-radius: 10px;
    background: %surf; color: %ink;
}
QPushButton[kind="primary"] { background: %pri; border-color: %pri; color: %onPri; }
QPushButton[kind="primary"]:pressed { background: %pri2; }
QPushButton[kind="danger"] { color: %red; border-color: %red; }
QPushButton:disabled { color: %ink3; border-color: %line; }
QLineEdit, QPlainTextEdit {
    background: %surf; color: %ink; border: 1px solid %lineStrong; border-radius: 10px; padding: 8px 12px;
    selection-background-color: %pri; selection-color: %onPri;
}
QLineEdit:focus, QPlainTextEdit:focus { border: 2px solid %pri; padding: 7px 11px; }
QLineEdit[error="true"] { border: 2px solid %red; padding: 7px 11px; }
QListView { background: %surf; border: 0; outline: 0; }
QListView[ground="none"] { background: transparent; }
QScrollArea { background: transparent; border: 0; }
QScrollBar:vertical { width: 12px; background: transparent; margin: 0; }
QScrollBar::handle:vertical { background: %line; border-radius: 6px; min-height: 40px; }
QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical { height: 0; }
QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical { background: transparent; }
QToolTip { background: %ink; color: %surf; border: 0; padding: 6px 10px; }
"""
