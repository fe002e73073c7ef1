import {
  AlertTriangleIcon, CalendarTimeIcon, CashDollarIcon, ChatIcon, CursorIcon, DeleteIcon, DeliveryIcon, EditIcon, EmailIcon, MergeIcon, MinusCircleIcon, OrderIcon,
  PackageFulfilledIcon, PackageIcon, PaymentIcon, PersonAddIcon, PersonRemoveIcon, ProductReturnIcon, ThumbsDownIcon, ThumbsUpIcon, ViewIcon, XCircleIcon,
} from "@shopify/polaris-icons";

/** The pictures of the timeline by the names that words use, so that words stay plain data. */
export const ICONS = {
  alert: AlertTriangleIcon, cancelled: XCircleIcon, click: CursorIcon, consent: ThumbsUpIcon, deleted: DeleteIcon, delivered: PackageFulfilledIcon, dropped: MinusCircleIcon,
  edit: EditIcon, email: EmailIcon, held: CalendarTimeIcon, merge: MergeIcon, money: CashDollarIcon, noConsent: ThumbsDownIcon, opened: ViewIcon, order: OrderIcon,
  package: PackageIcon, payment: PaymentIcon, person: PersonAddIcon, personGone: PersonRemoveIcon, return: ProductReturnIcon, shipped: DeliveryIcon, survey: ChatIcon,
} as const;

export type IconName = keyof typeof ICONS;
